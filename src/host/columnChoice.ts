import { type ColumnSummary, specFromColumns } from '../protocol/index.js';

/** The columns of a model as the user picked them. */
export type ColumnChoice = { target: string; features: readonly string[] };

/** What a column can be in a model: anything, a factor only, or nothing. */
type Use = 'number' | 'factor' | 'none';

/** A column in a list to pick from. */
export type ColumnItem = { label: string; description: string; name: string; use: Use };

/** All columns in file order: numbers first, then those that can be factors. */
export function columnItems(columns: readonly ColumnSummary[]): ColumnItem[] {
  const items = columns.map(itemOf);
  return (['number', 'factor', 'none'] as const).flatMap((use) => items.filter((item) => item.use === use));
}

/** What is picked before the user picks: the last choice as far as its columns are there, else Gaussline's. */
export function initialChoice(
  columns: readonly ColumnSummary[],
  remembered: ColumnChoice | undefined,
): ColumnChoice | undefined {
  const numeric = columns.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  const last = numeric.at(-1);
  if (last === undefined) return undefined;
  const target = remembered && numeric.includes(remembered.target) ? remembered.target : last;
  const isOther = (name: string) => name !== target;
  const usable = columns.filter((column) => useOf(column) !== 'none').map(({ name }) => name);
  const features = remembered?.features.filter((name) => usable.includes(name)) ?? numeric;
  return { target, features: features.filter(isOther) };
}

/** The formula a user would type for this choice. */
export function formulaOf({ target, features }: ColumnChoice): string {
  return specFromColumns(target, features).formula;
}

/** True for a choice of ours, as it comes back from storage. */
export function isColumnChoice(value: unknown): value is ColumnChoice {
  if (typeof value !== 'object' || value === null) return false;
  const { target, features } = value as Partial<Record<keyof ColumnChoice, unknown>>;
  return (
    typeof target === 'string' &&
    Array.isArray(features) &&
    features.every((name) => typeof name === 'string')
  );
}

function itemOf(column: ColumnSummary): ColumnItem {
  const { name, kind, missingCount, distinctCount } = column;
  const missing = missingCount === 0 ? '' : `, ${missingCount} missing`;
  const use = useOf(column);
  const descriptions = {
    number: `number${missing}`,
    factor: `factor of ${distinctCount} levels${missing}`,
    none: `${kind}, not usable`,
  };
  return { label: withoutIcons(name), description: descriptions[use], name, use };
}

function useOf({ kind, distinctCount }: ColumnSummary): Use {
  if (kind === 'number') return 'number';
  return kind === 'category' && (distinctCount ?? 0) > 1 ? 'factor' : 'none';
}

/** A quick pick draws `$(name)` as an icon; a header that holds it is shown as it is. */
function withoutIcons(text: string): string {
  return text.replace(/\$\(/g, '\\$(');
}
