import * as vscode from 'vscode';
import type { BackendChoice, Dialect } from '../protocol/index.js';
import { checkedBackend } from './backendSetting.js';
import { checkedConfidence } from './confidence.js';
import { dialectFromSetting } from './dialectSetting.js';
import { checkedMemoryBudget } from './memoryBudget.js';

/**
 * Share of the confidence and prediction intervals the user wants for this file.
 *
 * @throws GausslineError `settings/invalid`.
 */
export function confidenceLevel(uri: vscode.Uri | undefined): number {
  return checkedConfidence(read('confidenceLevel', uri));
}

/**
 * What the user's settings say of how this file is read.
 *
 * @throws GausslineError `settings/invalid`.
 */
export function dialectSetting(uri: vscode.Uri): Partial<Dialect> {
  const { path } = uri;
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.path;
  const relative =
    folder !== undefined && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  return dialectFromSetting(read('dialects', uri), relative);
}

/**
 * Megabytes that the numbers of one file may take.
 *
 * @throws GausslineError `settings/invalid`.
 */
export function memoryBudget(uri: vscode.Uri): number {
  return checkedMemoryBudget(read('memoryBudget', uri));
}

function read(name: string, uri: vscode.Uri | undefined): unknown {
  return plain(vscode.workspace.getConfiguration('gaussline', uri ?? null).get<unknown>(name));
}

/** VS Code hands objects out behind a guard, which no thread takes and no message shows. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]));
}

/**
 * Where the user wants this file to be trained.
 *
 * @throws GausslineError `settings/invalid`.
 */
export function backendSetting(uri: vscode.Uri | undefined): BackendChoice {
  return checkedBackend(read('training.backend', uri));
}

/** A Node program of the user's own, null for none. A workspace never says which program is run. */
export function nodePathSetting(): string | null {
  const { globalValue } = vscode.workspace.getConfiguration('gaussline').inspect('training.nodePath') ?? {};
  return typeof globalValue === 'string' && globalValue.trim() !== '' ? globalValue.trim() : null;
}
