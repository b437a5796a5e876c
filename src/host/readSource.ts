import { posix } from 'node:path';
import * as vscode from 'vscode';
import { GausslineError, type SourceRef } from '../protocol/index.js';

/** The name of a file as titles and messages show it. */
export function nameOf(uri: vscode.Uri): string {
  return posix.basename(uri.path) || uri.toString();
}

/** The document of this file, if one is open. A file over 50 MB never has one. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const wanted = uri.toString();
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === wanted,
  );
}

/**
 * Where the worker finds the bytes: the buffer's text where it is not (or not yet) what is kept, the path of a file
 * on a disk, the content of any other. `preferBuffer` takes an open document's text even if it is saved.
 *
 * @throws GausslineError `source/not-found`, `source/not-a-file`, `source/not-readable` for a file not on a disk.
 */
export async function readSource(uri: vscode.Uri, preferBuffer: boolean): Promise<SourceRef> {
  const name = nameOf(uri);
  const document = openDocument(uri);
  if (document !== undefined && (preferBuffer || document.isDirty || document.isUntitled))
    return { kind: 'bytes', name, bytes: new TextEncoder().encode(document.getText()) };
  if (uri.scheme === 'file') return { kind: 'file', path: uri.fsPath, name };
  return { kind: 'bytes', name, bytes: await readRemote(uri) };
}

async function readRemote(uri: vscode.Uri): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    throw error instanceof vscode.FileSystemError ? fromFileSystem(uri, error) : error;
  }
}

function fromFileSystem(uri: vscode.Uri, cause: vscode.FileSystemError): GausslineError {
  const where = uri.toString(true);
  if (cause.code === 'FileNotFound') {
    const message = `There is no file ${where}.`;
    return new GausslineError('source/not-found', message, 'Check that it was not moved.', {}, { cause });
  }
  if (cause.code === 'FileIsADirectory') {
    const message = `${where} is a folder; a file was expected.`;
    return new GausslineError('source/not-a-file', message, 'Choose a CSV file.', {}, { cause });
  }
  const message = `${where} cannot be read: ${cause.message}.`;
  return new GausslineError(
    'source/not-readable',
    message,
    'Check the connection, then fit again.',
    {},
    { cause },
  );
}
