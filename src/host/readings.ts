import type * as vscode from 'vscode';
import {
  GausslineError,
  isReadChoices,
  NO_CHOICES,
  type ReadChoices,
  type ReadRequest,
  type ShownReading,
} from '../protocol/index.js';
import { dialectSetting, memoryBudget } from './settings.js';

/** How a file is to be read. */
export type HowToRead = Pick<ReadRequest, 'reading' | 'memoryBudget'>;

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
    const { dialect, kinds, without } = choices;
    const isNothing =
      Object.keys(dialect).length === 0 && Object.keys(kinds).length === 0 && without === undefined;
    await this.memory.update(keyOf(uri), isNothing ? undefined : choices);
  }

  /**
   * All that is settled about a file: what was clicked goes before what the setting says; the rest is guessed.
   *
   * @throws GausslineError `settings/invalid`.
   */
  settled(uri: vscode.Uri): HowToRead {
    const chosen = this.chosen(uri);
    const reading = { ...chosen, dialect: { ...dialectSetting(uri), ...chosen.dialect } };
    return { reading, memoryBudget: memoryBudget(uri) };
  }

  /** Who settled what. */
  shown(uri: vscode.Uri): ShownReading {
    return { chosen: this.chosen(uri), bySetting: settingOrNothing(uri) };
  }
}

/** A setting that is no setting is a failure of the fit, which says so. */
function settingOrNothing(uri: vscode.Uri): ShownReading['bySetting'] {
  try {
    return dialectSetting(uri);
  } catch (error) {
    if (error instanceof GausslineError) return {};
    throw error;
  }
}

function keyOf(uri: vscode.Uri): string {
  return `reading:${uri.toString()}`;
}
