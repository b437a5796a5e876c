import * as vscode from 'vscode';
import { GausslineError } from '../protocol/index.js';

/** The small tables that come with the extension. */
export class Samples {
  /** File names; empty until `load` has ended. */
  names: readonly string[] = [];
  private readonly folder: vscode.Uri;
  private loading: Promise<void> | undefined;

  constructor(extensionUri: vscode.Uri) {
    this.folder = vscode.Uri.joinPath(extensionUri, 'media', 'samples');
  }

  load(): Promise<void> {
    this.loading ??= this.list();
    return this.loading;
  }

  /** @throws GausslineError `panel/invalid-message` for a name that is no sample's. */
  async find(name: string): Promise<vscode.Uri> {
    await this.load();
    if (this.names.includes(name)) return vscode.Uri.joinPath(this.folder, name);
    const message = `There is no sample ${JSON.stringify(name)}.`;
    throw new GausslineError('panel/invalid-message', message, `Choose one of ${this.names.join(', ')}.`);
  }

  private async list(): Promise<void> {
    const entries = await vscode.workspace.fs.readDirectory(this.folder);
    this.names = entries.map(([name]) => name).filter((name) => name.endsWith('.csv'));
  }
}
