import * as vscode from 'vscode';
import type { ColumnSummary } from '../protocol/index.js';
import {
  type ColumnChoice,
  type ColumnItem,
  columnItems,
  formulaOf,
  initialChoice,
  isColumnChoice,
} from './columnChoice.js';

/** Where the columns come from, and where the last choice is kept. */
export type ChoiceParts = {
  uri: vscode.Uri;
  /** Reads the file; ends when the signal aborts. */
  columns(signal: AbortSignal): Promise<readonly ColumnSummary[]>;
  memory: vscode.Memento;
};

type Step = 'back' | 'leave' | 'done';
type Pick = vscode.QuickPick<ColumnItem>;

const TITLE = 'Fit linear regression';

/** Asks for target and features; undefined when the user leaves. The choice is remembered for this file. */
export async function chooseColumns({ uri, columns, memory }: ChoiceParts): Promise<string | undefined> {
  const key = `columns:${uri.toString()}`;
  const known = await readColumns(columns);
  const remembered = memory.get<unknown>(key);
  const initial = known && initialChoice(known, isColumnChoice(remembered) ? remembered : undefined);
  // Without a numeric column there is nothing to pick; the fit says so in full.
  if (known === undefined) return undefined;
  if (initial === undefined) return '';
  const choice = await askInSteps(known, initial);
  if (choice === undefined) return undefined;
  await memory.update(key, choice);
  return formulaOf(choice);
}

async function askInSteps(
  columns: readonly ColumnSummary[],
  initial: ColumnChoice,
): Promise<ColumnChoice | undefined> {
  const items = columnItems(columns);
  let choice = initial;
  for (;;) {
    const target = await askTarget(items, choice);
    if (target === undefined) return undefined;
    choice = { target, features: featuresFor(target, choice) };
    const { step, features } = await askFeatures(items, choice);
    choice = { target, features };
    if (step !== 'back') return step === 'done' ? choice : undefined;
  }
}

/** A former target becomes a feature, so that changing one's mind loses no column. */
function featuresFor(target: string, { target: before, features }: ColumnChoice): readonly string[] {
  const others = before === target ? features : [...features, before];
  return others.filter((name) => name !== target);
}

async function readColumns(columns: ChoiceParts['columns']): Promise<readonly ColumnSummary[] | undefined> {
  const abort = new AbortController();
  const pick = vscode.window.createQuickPick<ColumnItem>();
  Object.assign(pick, { title: TITLE, placeholder: 'Reading the columns...', busy: true, enabled: false });
  const listening = pick.onDidHide(() => abort.abort());
  pick.show();
  try {
    return await columns(abort.signal);
  } catch (error) {
    if (abort.signal.aborted) return undefined;
    throw error;
  } finally {
    listening.dispose();
    pick.dispose();
  }
}

async function askTarget(
  items: readonly ColumnItem[],
  { target }: ColumnChoice,
): Promise<string | undefined> {
  const pick = createPick(1, 'Target: the column to explain');
  pick.items = items;
  pick.activeItems = items.filter(({ name }) => name === target);
  const step = await ended(pick, () => {
    const [chosen] = pick.selectedItems;
    if (chosen && chosen.use !== 'number')
      pick.placeholder = `${chosen.name} holds text; choose a numeric column`;
    return chosen?.use === 'number';
  });
  const [chosen] = pick.selectedItems;
  pick.dispose();
  return step === 'done' ? chosen?.name : undefined;
}

async function askFeatures(
  items: readonly ColumnItem[],
  { target, features }: ColumnChoice,
): Promise<{ step: Step; features: readonly string[] }> {
  const pick = createPick(2, `Features: what may explain ${target}`);
  const chosen = new Set(features);
  pick.canSelectMany = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  pick.items = items.filter(({ name }) => name !== target);
  pick.selectedItems = pick.items.filter(({ name }) => chosen.has(name));
  const isUsable = ({ use }: ColumnItem) => use !== 'none';
  // A list to tick has no rows that cannot be ticked, so a column of no use is unticked at once.
  pick.onDidChangeSelection((selected) => {
    if (!selected.every(isUsable)) pick.selectedItems = selected.filter(isUsable);
  });
  const step = await ended(pick, () => true);
  const picked = pick.selectedItems.filter(isUsable).map(({ name }) => name);
  pick.dispose();
  return { step, features: inFileOrder(picked, items) };
}

function createPick(step: number, placeholder: string): Pick {
  const pick = vscode.window.createQuickPick<ColumnItem>();
  Object.assign(pick, { title: TITLE, step, totalSteps: 2, placeholder, ignoreFocusOut: true });
  pick.matchOnDescription = true;
  return pick;
}

/** Shows the pick until the user goes back, leaves, or accepts something `isAcceptable`. */
function ended(pick: Pick, isAcceptable: () => boolean): Promise<Step> {
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => resolve('back'));
    pick.onDidHide(() => resolve('leave'));
    pick.onDidAccept(() => {
      if (isAcceptable()) resolve('done');
    });
    pick.show();
  });
}

function inFileOrder(names: readonly string[], items: readonly ColumnItem[]): readonly string[] {
  const picked = new Set(names);
  return items.map(({ name }) => name).filter((name) => picked.has(name));
}
