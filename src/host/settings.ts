import * as vscode from 'vscode';
import { checkedConfidence } from './confidence.js';

/**
 * Share of the confidence and prediction intervals the user wants for this file.
 *
 * @throws GausslineError `settings/invalid`.
 */
export function confidenceLevel(uri: vscode.Uri | undefined): number {
  return checkedConfidence(
    vscode.workspace.getConfiguration('gaussline', uri ?? null).get('confidenceLevel'),
  );
}
