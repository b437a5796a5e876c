import { strict as assert } from 'node:assert';
import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { GausslineApi } from '../../src/extension.js';
import type { FitReport, PanelPhase, PanelSnapshot } from '../../src/protocol/index.js';

export const FIT = 'gaussline.fitLinearRegression';

/** The extension under test, not yet asked to do anything. */
export function extension(): vscode.Extension<GausslineApi> {
  const found = vscode.extensions.getExtension<GausslineApi>('gaussline.gaussline');
  assert.ok(found, 'the extension is installed');
  return found;
}

/** What the extension tells tests. */
export async function api(): Promise<GausslineApi> {
  return extension().activate();
}

/** Runs the command as a menu does, and returns what the file's panel shows at the end. */
export async function fitFile(uri: vscode.Uri): Promise<PanelSnapshot> {
  await vscode.commands.executeCommand(FIT, uri);
  return snapshotOf(uri);
}

export async function snapshotOf(uri: vscode.Uri): Promise<PanelSnapshot> {
  const snapshot = (await api()).snapshotOf(uri);
  assert.ok(snapshot, `a panel for ${uri.toString()}`);
  return snapshot;
}

/** The report of a phase that should show one. */
export function fitted(snapshot: { phase: PanelPhase }): FitReport {
  const { phase } = snapshot;
  if (phase.kind === 'failed') assert.fail(`${phase.error.code}: ${phase.error.message}`);
  assert.ok(phase.kind === 'fitted', phase.kind);
  return phase.report;
}

/** Words that say why a shown result is stale, null while it is not. */
export function staleOf({ phase }: { phase: PanelPhase }): string | null {
  return phase.kind === 'fitted' ? phase.stale : null;
}

/** Waits until something is so; says what was waited for when it never is. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = 15_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > end) assert.fail(`waited ${timeoutMs} ms in vain: ${what}`);
    await new Promise((resume) => setTimeout(resume, 10));
  }
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** A folder of its own for one group of tests, gone afterwards. */
export class Folder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'gaussline-host-'));

  /** Writes a file and returns where it is. */
  write(name: string, content: string | Uint8Array): vscode.Uri {
    const file = path.join(this.path, name);
    writeFileSync(file, content);
    return vscode.Uri.file(file);
  }

  /** A file over 50 MB: `note,x,y` with y near 3.5 + 2 x. Written in pieces, to leave no large text behind. */
  writeLarge(name: string, megabytes = 60): vscode.Uri {
    const note = 'a note that makes the rows long so that there are not too many of them '.repeat(2);
    const lines = Array.from({ length: 7_000 }, (_, row) => {
      const x = (row * 7919) % 10_007;
      return `${note},${x}.25,${3 + 2 * x + ((row * 31) % 17) / 8}`;
    });
    const block = Buffer.from(`${lines.join('\n')}\n`);
    const uri = this.write(name, 'note,x,y\n');
    const file = openSync(uri.fsPath, 'a');
    for (let size = 0; size < megabytes * 1_048_576; size += block.length) writeSync(file, block);
    closeSync(file);
    return uri;
  }

  /** Copies a fixture, or another file of the repository. */
  copy(file: string): vscode.Uri {
    const source = path.join(extension().extensionPath, 'test', file);
    const target = path.join(this.path, path.basename(file));
    copyFileSync(source, target);
    return vscode.Uri.file(target);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
