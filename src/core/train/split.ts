import { GausslineError } from '../errors.js';
import type { Design } from '../fit/design.js';
import { BLOCK_ROWS, type Table } from '../table/table.js';
import type { Validation } from './hyperparameters.js';
import { Generator } from './random.js';

/** The rows to train on and the rows held back, both in file order and in the same frame; null for none. */
export type Split = { training: Design; validation: Design | null };

/**
 * Splits the rows of a design. A share is rounded to whole rows, at least one.
 *
 * @throws GausslineError `train/validation-share` and `train/validation-column` when one side is left without a row.
 */
export function splitRows(table: Table, design: Design, by: { validation: Validation; seed: number }): Split {
  const { validation, seed } = by;
  if (validation.kind === 'none' || ('share' in validation && validation.share === 0))
    return { training: design, validation: null };
  const isHeldBack =
    validation.kind === 'column'
      ? heldBackByColumn(table, design, validation.column)
      : heldBackByShare(design.rows.length, validation, seed);
  const rows = design.rows;
  return {
    training: withRows(
      design,
      rows.filter((_, i) => isHeldBack[i] === 0),
    ),
    validation: withRows(
      design,
      rows.filter((_, i) => isHeldBack[i] === 1),
    ),
  };
}

/**
 * Deals the rows of a design into folds of sizes that differ by one at most; each split holds one fold back and trains
 * on the others. The same seed deals the same folds.
 *
 * @throws GausslineError `train/folds` for fewer than 2 folds, or more folds than rows.
 */
export function foldSplits(
  design: Design,
  { folds, seed }: { folds: number; seed: number },
): readonly Split[] {
  const n = design.rows.length;
  if (!Number.isSafeInteger(folds) || folds < 2 || folds > n) throw wrongFolds(folds, n);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  new Generator(seed, 'folds').shuffle(order);
  const foldOf = new Uint32Array(n);
  for (let i = 0; i < n; i++) foldOf[order[i]!] = i % folds;
  const rowsWhere = (isWanted: (fold: number) => boolean) =>
    withRows(
      design,
      design.rows.filter((_, i) => isWanted(foldOf[i]!)),
    );
  return Array.from({ length: folds }, (_, held) => ({
    training: rowsWhere((fold) => fold !== held),
    validation: rowsWhere((fold) => fold === held),
  }));
}

function wrongFolds(folds: number, n: number): GausslineError {
  return new GausslineError(
    'train/folds',
    `${folds} folds of ${n} rows; a whole number from 2 to the number of rows is expected.`,
    'Use 5 folds.',
    { replacement: '5' },
  );
}

function heldBackByShare(n: number, validation: { kind: string; share: number }, seed: number): Uint8Array {
  const count = Math.max(1, Math.round(validation.share * n));
  if (count >= n)
    throw new GausslineError(
      'train/validation-share',
      `A validation share of ${validation.share} leaves none of the ${n} rows to train on.`,
      'Hold back a smaller share.',
    );
  const isHeldBack = new Uint8Array(n);
  if (validation.kind === 'order') return isHeldBack.fill(1, n - count);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  new Generator(seed, 'split').shuffle(order);
  for (let i = 0; i < count; i++) isHeldBack[order[i]!] = 1;
  return isHeldBack;
}

function heldBackByColumn(table: Table, { rows }: Design, name: string): Uint8Array {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column?.kind !== 'number') throw wrongColumn(`There is no numeric column \`${name}\` to split by.`);
  const isHeldBack = Uint8Array.from(rows, (row) => {
    const value = column.blocks[Math.floor(row / BLOCK_ROWS)]![row % BLOCK_ROWS]!;
    return value === 0 || Number.isNaN(value) ? 0 : 1;
  });
  const count = isHeldBack.reduce((sum, flag) => sum + flag, 0);
  if (count > 0 && count < rows.length) return isHeldBack;
  const message = `By \`${name}\` ${count} of ${rows.length} rows are held back; some, but not all, are expected.`;
  throw wrongColumn(message);
}

function wrongColumn(message: string): GausslineError {
  const hint = 'Choose a column that is 1 where a row is to be held back and 0 elsewhere.';
  return new GausslineError('train/validation-column', message, hint);
}

function withRows(design: Design, rows: Uint32Array): Design {
  const blockStarts = new Uint32Array(design.blockStarts.length);
  for (const row of rows) blockStarts[Math.floor(row / BLOCK_ROWS) + 1]!++;
  for (let block = 1; block < blockStarts.length; block++) blockStarts[block]! += blockStarts[block - 1]!;
  return { ...design, rows, blockStarts, isConstant: constantColumns(design, rows) };
}

/** A feature may vary only in the rows held back. */
function constantColumns({ values }: Design, rows: Uint32Array): readonly boolean[] {
  return values.map((blocks) => {
    const at = (row: number) => blocks[Math.floor(row / BLOCK_ROWS)]![row % BLOCK_ROWS]!;
    const first = rows.length === 0 ? 0 : at(rows[0]!);
    return rows.every((row) => at(row) === first);
  });
}
