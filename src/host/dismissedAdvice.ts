import type * as vscode from 'vscode';

/** More are kept of no file. */
const MOST = 100;

/** Advice that the user needs no more, file by file: remembered for the workspace. */
export class DismissedAdvice {
  constructor(private readonly memory: vscode.Memento) {}

  /** Keys of what was dismissed, as the page made them. */
  of(uri: vscode.Uri): readonly string[] {
    const kept = this.memory.get<unknown>(keyOf(uri));
    return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : [];
  }

  async dismiss(uri: vscode.Uri, advice: string): Promise<void> {
    const others = this.of(uri).filter((key) => key !== advice);
    await this.memory.update(keyOf(uri), [...others, advice].slice(-MOST));
  }

  /** All of it may be said again. */
  async recall(uri: vscode.Uri): Promise<void> {
    await this.memory.update(keyOf(uri), undefined);
  }
}

function keyOf(uri: vscode.Uri): string {
  return `advice:${uri.toString()}`;
}
