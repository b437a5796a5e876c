import { compileExactColumn, type ExactInputs } from '../../../src/core/exact/evaluateExactly.js';
import { frameOf } from '../../../src/core/fit/frame.js';
import { kernelArithmetic } from '../../../src/core/fit/kernelArithmetic.js';
import { plainArithmetic } from '../../../src/core/fit/plainArithmetic.js';
import { emptyRanges, widenRanges } from '../../../src/core/fit/ranges.js';
import type { RowArithmetic } from '../../../src/core/fit/rowArithmetic.js';
import type { RowBlock } from '../../../src/core/fit/rowSource.js';
import { type SolvedRows, solveRows } from '../../../src/core/fit/solve.js';
import { type FileSolution, toFileUnits } from '../../../src/core/judge/fileUnits.js';
import type { DesignColumn } from '../../../src/core/model/designColumn.js';
import type { ModelSpec } from '../../../src/core/model/modelSpec.js';
import { lowWordOfLiteral } from '../../../src/core/table/lowWord.js';
import { BLOCK_ROWS } from '../../../src/core/table/table.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';

/** Columns of decimals as a file spells them. */
export type Decimals = Readonly<Record<string, readonly string[]>>;

/** Features and the target, which comes last. */
export type ExactModel = { columns: readonly DesignColumn[]; hasIntercept: boolean };

/** `x` or `x^3`. */
export function powerOf(name: string, exponent = 1): DesignColumn {
  const column = { kind: 'column', name } as const;
  if (exponent === 1) return { name, factors: [column] };
  const right = { kind: 'number', value: exponent } as const;
  const factors = [{ kind: 'arithmetic', operator: '^', left: column, right } as const];
  return { name: `I(${name}^${exponent})`, factors };
}

export const arithmetics: readonly [string, () => Promise<RowArithmetic>][] = [
  ['kernel', async () => kernelArithmetic(await loadKernel())],
  ['plain loops', async () => plainArithmetic],
];

/** Solved rows, and what they are in the units of the file. */
export type SolvedDecimals = SolvedRows & { file: FileSolution };

/** Solves decimals, from design columns to coefficients, without a file; in double precision where not `isExact`. */
export function solveDecimals(
  decimals: Decimals,
  { columns, hasIntercept }: ExactModel,
  arithmetic: RowArithmetic,
  isExact = true,
): SolvedDecimals {
  const blocks = evaluatedBlocks(decimals, columns);
  const ranges = emptyRanges(columns.length);
  widenRanges(ranges, blocks[0]!, null);
  const spec: ModelSpec = {
    ...{ formula: 'test', target: columns.at(-1)!, features: columns.slice(0, -1), hasIntercept },
    ...{ terms: [], factors: [], isPolynomial: true },
  };
  const frame = frameOf(spec, ranges, isExact);
  const reducer = arithmetic.reducer(frame);
  for (const block of blocks) reducer.absorb(block);
  const { triangle, moments } = reducer.result();
  const solved = solveRows(spec, frame, { triangle, moments, isConstant: columns.map(() => false) });
  return { ...solved, file: solved.exact?.file ?? toFileUnits(frame, solved.solution) };
}

function evaluatedBlocks(decimals: Decimals, columns: readonly DesignColumn[]): RowBlock[] {
  const numbers = new Map(
    Object.entries(decimals).map(([name, literals]) => {
      const high = Float64Array.from(literals, Number);
      return [name, { high, low: high.map((value, i) => lowWordOfLiteral(literals[i]!, value)) }];
    }),
  );
  const rowCount = Object.values(decimals)[0]!.length;
  const evaluators = columns.map(compileExactColumn);
  const blocks: RowBlock[] = [];
  for (let start = 0; start < rowCount; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, rowCount);
    const inputs: ExactInputs = {
      numbers: (name) => numbers.get(name)!.high.subarray(start, end),
      lows: (name) => numbers.get(name)!.low.subarray(start, end),
      codes: () => null,
    };
    const evaluated = evaluators.map((evaluate) => evaluate(inputs, end - start));
    blocks.push({
      ...{ start, rowCount: end - start },
      columns: evaluated.map(({ high }) => high.slice(0, end - start)),
      lows: evaluated.map(({ low }) => low.slice(0, end - start)),
    });
  }
  return blocks;
}
