import { compareFits } from '../core/compare/compareFits.js';
import type { FitComparison } from '../core/compare/comparison.js';
import { type FitDigest, textKey } from '../core/compare/fitDigest.js';
import { isRelatable, relateFits, relationByColumns } from '../core/compare/relateFits.js';
import type { CompareRequest } from '../protocol/comparisonContract.js';
import { wholePart } from './fitFor.js';
import type { ReadFile } from './readFile.js';
import type { Work } from './work.js';

/** The comparison where the rows need not be looked at; null where they must be. */
export function comparedByColumns({ first, second }: CompareRequest): FitComparison | null {
  if (!isRelatable(first, second)) return compareFits(first, second, null);
  const relation = relationByColumns(first, second);
  return relation && compareFits(first, second, relation);
}

/** The comparison of two fits of one text, by its rows where the text still is that one. */
export async function comparedByRows(
  file: ReadFile,
  { first, second, reading }: CompareRequest,
  work: Work,
): Promise<FitComparison> {
  const { table } = file;
  if (!isOf(first, textKey(table.fingerprint, reading))) return compareFits(first, second, null);
  work.enter('fitting');
  const { checkpoint } = work;
  const { rowCount } = table;
  const relation = await file.ask(work, (parts) =>
    relateFits(parts ?? [wholePart(table, checkpoint)], first, second, { rowCount, checkpoint }),
  );
  return compareFits(first, second, relation);
}

function isOf({ fingerprint }: FitDigest, text: string): boolean {
  return fingerprint === text;
}
