import * as vscode from 'vscode';
import { nameOf, openDocument } from './readSource.js';

/** What may happen to a file while its fit is shown. */
export type FileEvents = {
  /** Its text was edited, just now. */
  edited(): void;
  /** It may differ from what it was; called once things have calmed down. */
  touched(): void;
  renamed(newName: string): void;
  /** The cursor moved to this line of it (1-based), or it is in no editor any more. */
  cursor(line: number | null): void;
};

/** Writers save in several steps, and a fingerprint reads the whole file. */
const CALM_MS = 300;
/** A watcher hears nothing in its first second or so; what happened meanwhile is seen by looking again. */
const LOOK_AGAIN_MS = [1500, 5000];

/** Watches one file, in the editor and where it is kept. */
export function watchFile(uri: vscode.Uri, events: FileEvents): vscode.Disposable {
  const wanted = uri.toString();
  const isWanted = (other: vscode.Uri) => other.toString() === wanted;
  const calm = new Calm(() => events.touched());
  return vscode.Disposable.from(
    calm,
    ...watchDisk(uri, () => calm.stir()),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (!isWanted(document.uri)) return;
      // An event without changes tells that the document became clean or dirty: saved, or undone.
      if (contentChanges.length > 0) events.edited();
      calm.stir();
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (isWanted(document.uri)) calm.stir();
    }),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) if (isWanted(oldUri)) events.renamed(nameOf(newUri));
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const first = selections[0];
      if (first && isWanted(textEditor.document.uri)) events.cursor(first.active.line + 1);
    }),
    vscode.window.onDidChangeVisibleTextEditors((editors) => {
      if (!editors.some(({ document }) => isWanted(document.uri))) events.cursor(null);
    }),
  );
}

/** Line of the cursor in this file, null where no editor shows it. */
export function cursorLine(uri: vscode.Uri): number | null {
  const document = openDocument(uri);
  const editor = vscode.window.visibleTextEditors.find((visible) => visible.document === document);
  return editor === undefined ? null : editor.selection.active.line + 1;
}

function watchDisk(uri: vscode.Uri, onEvent: () => void): vscode.Disposable[] {
  if (uri.scheme === 'untitled') return [];
  // The name itself may hold characters that a pattern reads as its own, so the folder is watched.
  const folder = vscode.Uri.joinPath(uri, '..');
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
  const listener = (changed: vscode.Uri) => {
    if (changed.toString() === uri.toString()) onEvent();
  };
  // A look costs a `stat` on a disk, a whole download elsewhere.
  const looks = uri.scheme === 'file' ? LOOK_AGAIN_MS.map((after) => setTimeout(onEvent, after)) : [];
  return [
    watcher,
    watcher.onDidChange(listener),
    watcher.onDidCreate(listener),
    watcher.onDidDelete(listener),
    new vscode.Disposable(() => looks.forEach(clearTimeout)),
  ];
}

/** Calls back once nothing has stirred for a while. */
class Calm {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly onCalm: () => void) {}

  stir(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.onCalm, CALM_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}
