import type { Checkpoint } from '../checkpoint.js';
import { type DesignColumn, inputsOf } from '../model/designColumn.js';
import { completeRows } from './completeRows.js';
import { designRows } from './designRows.js';
import type { FileRows } from './fileRows.js';
import { fileWithout } from './fileWithout.js';
import type { LeftOut } from './fit.js';
import { LeftOutCount, mergeLeftOut } from './leftOut.js';
import { LevelCounter, type LevelUse, mergeLevels } from './levelUse.js';
import {
  mergePolynomialSums,
  type PolynomialQuestion,
  type PolynomialSums,
  PolynomialTally,
} from './polynomialSums.js';

/** What a design needs to know of the rows before its columns are settled. Plain data. */
export type LookOrder = {
  /** What must have a value in a row that is used. */
  columns: readonly DesignColumn[];
  /** Columns of the file whose levels are asked for. */
  factors: readonly string[];
  polynomials: readonly PolynomialQuestion[];
  /** As a frame has it. */
  without?: readonly number[];
};

/** What a look at the rows of a part finds. Plain data; merges in file order. */
export type Look = {
  rowCount: number;
  lineCount: number;
  leftOut: LeftOut;
  /** One to a factor asked for. */
  levels: readonly (readonly LevelUse[])[];
  /** One to a polynomial asked for. */
  polynomials: readonly PolynomialSums[];
};

/** Looks at the rows of a part, once. */
export async function look(
  file: FileRows,
  { columns, factors, polynomials, without }: LookOrder,
  checkpoint?: Checkpoint,
): Promise<Look> {
  const extra = [...factors, ...polynomials.flatMap(({ of }) => inputsOf({ name: '', factors: [of] }))];
  const rows = designRows(fileWithout(file, without), columns, { extra });
  const counters = factors.map((column) => new LevelCounter(column, file.lines));
  const tallies = polynomials.map((question) => new PolynomialTally(question));
  const leftOut = new LeftOutCount(rows, file.lines, { columnCount: columns.length });
  let rowCount = 0;
  for await (const block of rows.blocks) {
    const used = completeRows(block);
    if (used !== null) leftOut.addAllBut(used, block);
    for (const counter of counters) counter.add(rows.inputs, block, used);
    for (const tally of tallies) tally.add(rows.inputs, block.rowCount);
    rowCount = block.start + block.rowCount;
    await checkpoint?.({ rows: rowCount });
  }
  return {
    ...{ rowCount, lineCount: file.lineCount(), leftOut: leftOut.result() },
    levels: counters.map((counter) => counter.result()),
    polynomials: tallies.map((tally) => tally.result()),
  };
}

/** The look of all parts, given in file order; at least one. */
export function mergeLooks(parts: readonly Look[]): Look {
  return parts.reduce(mergeTwo);
}

function mergeTwo(first: Look, second: Look): Look {
  return {
    rowCount: first.rowCount + second.rowCount,
    lineCount: first.lineCount + second.lineCount,
    leftOut: mergeLeftOut(first, second),
    levels: first.levels.map((levels, k) => mergeLevels(levels, second.levels[k]!, first.lineCount)),
    polynomials: first.polynomials.map((sums, k) => mergePolynomialSums(sums, second.polynomials[k]!)),
  };
}
