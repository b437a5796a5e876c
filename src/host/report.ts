import * as vscode from 'vscode';
import { GausslineError, type ShownError } from '../protocol/index.js';

/** The only place that shows or logs a failure. */
export class Report {
  private readonly output: vscode.LogOutputChannel;
  /** What still ends after VS Code has taken the channel away has nobody to tell. */
  private isDisposed = false;

  constructor(name = 'Gaussline') {
    this.output = vscode.window.createOutputChannel(name, { log: true });
  }

  /** A line for whoever reads the log. */
  log(line: string): void {
    if (!this.isDisposed) this.output.info(line);
  }

  /** A failure as the panel shows it. A bug is logged in full and offered for copying. */
  show(error: unknown): ShownError {
    if (error instanceof GausslineError && error.code !== 'internal') {
      this.log(`${error.code}: ${error.message}`);
      const { code, message, hint = null, details } = error;
      return { code, message, hint, details };
    }
    this.bug(error);
    return {
      code: 'internal',
      message: 'Something went wrong inside Gaussline. Your file is untouched.',
      hint: 'Copy the details from the notification or from Output > Gaussline into a bug report.',
      details: {},
    };
  }

  /** A failure where no panel can show it. A cancel is never shown. */
  notify(error: unknown): void {
    if (this.isDisposed || (error instanceof GausslineError && error.code === 'cancelled')) return;
    const { code, message, hint } = this.show(error);
    if (code === 'internal') return;
    void vscode.window.showErrorMessage(hint === null ? message : `${message} ${hint}`);
  }

  /** Logs a bug in full, shows it briefly. */
  bug(error: unknown): void {
    if (this.isDisposed) return;
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.output.error(details);
    void this.offerDetails(error instanceof Error ? error.message : String(error), details);
  }

  dispose(): void {
    this.isDisposed = true;
    this.output.dispose();
  }

  private async offerDetails(message: string, details: string): Promise<void> {
    const copy = 'Copy details';
    const log = 'Show log';
    const brief = `Something went wrong inside Gaussline: ${message.slice(0, 200)}`;
    const chosen = await vscode.window.showErrorMessage(brief, copy, log);
    if (chosen === copy) await vscode.env.clipboard.writeText(details);
    if (chosen === log) this.output.show();
  }
}
