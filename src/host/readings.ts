import type * as vscode from 'vscode';
import { isReadChoices, NO_CHOICES, type ReadChoices } from '../protocol/index.js';
import { dialectSetting } from './settings.js';

/** What the user settled about files, one by one: remembered for the workspace. */
export class Readings {
  constructor(private readonly memory: vscode.Memento) {}

  /** What was clicked for this file. */
  chosen(uri: vscode.Uri): ReadChoices {
    const kept = this.memory.get<unknown>(keyOf(uri));
    return isReadChoices(kept) ? kept : NO_CHOICES;
  }

  /** Remembers these choices; none of them is nothing to remember. */
  async choose(uri: vscode.Uri, choices: ReadChoices): Promise<void> {
    const { dialect, kinds } = choices;
    const isNothing = Object.keys(dialect).length === 0 && Object.keys(kinds).length === 0;
    await this.memory.update(keyOf(uri), isNothing ? undefined : choices);
  }

  /**
   * All that is settled about a file: what was clicked goes before what the setting says; the rest is guessed.
   *
   * @throws GausslineError `settings/invalid`.
   */
  settled(uri: vscode.Uri): ReadChoices {
    const { dialect, kinds } = this.chosen(uri);
    return { dialect: { ...dialectSetting(uri), ...dialect }, kinds };
  }
}

function keyOf(uri: vscode.Uri): string {
  return `reading:${uri.toString()}`;
}
