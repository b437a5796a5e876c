import * as vscode from 'vscode';
import type { BackendChoice } from '../protocol/index.js';
import { checkedBackend } from './backendSetting.js';
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

/**
 * Where the user wants this file to be trained.
 *
 * @throws GausslineError `settings/invalid`.
 */
export function backendSetting(uri: vscode.Uri | undefined): BackendChoice {
  return checkedBackend(vscode.workspace.getConfiguration('gaussline', uri ?? null).get('training.backend'));
}

/** A Node program of the user's own, null for none. A workspace never says which program is run. */
export function nodePathSetting(): string | null {
  const { globalValue } = vscode.workspace.getConfiguration('gaussline').inspect('training.nodePath') ?? {};
  return typeof globalValue === 'string' && globalValue.trim() !== '' ? globalValue.trim() : null;
}
