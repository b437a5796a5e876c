import { type BiasAsColumn, biasAsColumn } from './biasAsColumn.js';
import { completeRows } from './fit/completeRows.js';
import type { Fit } from './fit/fit.js';
import type { PickedRows } from './fit/pickRows.js';
import type { RowPart } from './fit/rowPart.js';
import { pickOfFit } from './fitWithout.js';
import type { LineIndex } from './table/lineIndex.js';

/** Where a row stands in the file. */
type Lines = { firstLine: number; lastLine: number };

/** A row as the model sees it. Plain data. */
export type DesignMatrixRow = Lines & {
  /** Index in the file. */
  row: number;
  /** One to a feature of the model, without the intercept's 1. */
  features: readonly number[];
  target: number;
  /** 1 where rows have no weights. */
  weight: number;
  /** With the intercept, and with a column of ones in its place; null where that is not compared. */
  predictions: readonly [number, number] | null;
};

/** The first rows of a design matrix, and what becomes of the intercept as a column of it. Plain data. */
export type DesignMatrix = {
  rows: readonly DesignMatrixRow[];
  /** Null for a model that has no intercept, or is not fitted by least squares alone. */
  bias: (BiasAsColumn & { lines: Lines }) | null;
};

/** Rows that are shown, and how many rows of a large file are looked at to find as many. */
const SHOWN_ROWS = 12;
const ROWS_LOOKED_AT = 500;

/**
 * The first rows used of a fit as the model sees them, with the predictions of both ways to write the intercept.
 *
 * @param lines of the rows of the file.
 * @throws GausslineError what the parts throw.
 */
export async function designMatrix(
  fit: Fit,
  parts: readonly RowPart[],
  lines: Pick<LineIndex, 'firstLine' | 'lastLine'>,
): Promise<DesignMatrix> {
  const { spec, summary } = fit;
  const linesOf = (row: number) => ({ firstLine: lines.firstLine(row), lastLine: lines.lastLine(row) });
  const looked = firstRows(fit);
  const picked = await pickOfFit(fit, parts, { rows: looked, inputs: [] });
  const places = completeRows({ start: 0, ...picked }) ?? Uint16Array.from(looked.keys());
  const isCompared = spec.hasIntercept && spec.family === undefined && summary.ridge === null;
  const compared = isCompared ? await biasAsColumn(fit, parts) : null;
  const predictions = compared?.predict({ start: 0, ...picked }) ?? null;
  const rows = Array.from(places.subarray(0, SHOWN_ROWS), (place, i) => ({
    row: looked[place]!,
    ...linesOf(looked[place]!),
    ...valuesOf(fit, picked, place),
    predictions: predictions && ([predictions[0][i]!, predictions[1][i]!] as const),
  }));
  const bias = compared && { ...compared.bias, lines: linesOf(compared.bias.largest.row) };
  return { rows, bias };
}

/** Those used, where all are kept; of more the first that are not known to be left out. */
function firstRows({ crowd, rows, leftOut, usedSpan: [from, to] }: Fit): number[] {
  if (crowd === null) return [...rows.row.subarray(0, SHOWN_ROWS)];
  const out = new Set(leftOut.rows.map(({ row }) => row));
  const length = Math.min(to - from + 1, ROWS_LOOKED_AT);
  return Array.from({ length }, (_, i) => from + i).filter((row) => !out.has(row));
}

function valuesOf(
  { spec: { features, weights } }: Fit,
  { columns }: PickedRows,
  place: number,
): Pick<DesignMatrixRow, 'features' | 'target' | 'weight'> {
  const at = (k: number) => columns[k]![place]!;
  return {
    features: features.map((_, k) => at(k)),
    target: at(features.length),
    weight: weights === undefined ? 1 : at(features.length + 1) ** 2,
  };
}
