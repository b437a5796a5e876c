import type { FileBlock, FileRows } from '../../../src/core/fit/fileRows.js';
import { kernelArithmetic } from '../../../src/core/fit/kernelArithmetic.js';
import { partOf } from '../../../src/core/fit/partOf.js';
import { plainArithmetic } from '../../../src/core/fit/plainArithmetic.js';
import type { RowPart } from '../../../src/core/fit/rowPart.js';
import { BLOCK_ROWS } from '../../../src/core/table/table.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';

/** Columns of a file by name; NaN is a missing cell. Row i stands on line i + 2: the first part has the header. */
export type Columns = Record<string, Float64Array>;

/** The rows of a file cut at some places into parts, each with a kernel of its own, or in plain loops. */
export async function partsOf(
  columns: Columns,
  cuts: readonly number[],
  kind = 'kernel',
): Promise<RowPart[]> {
  const n = Object.values(columns)[0]!.length;
  const ends = [...cuts, n];
  return Promise.all(
    ends.map(async (end, k) => {
      const arithmetic = kind === 'kernel' ? kernelArithmetic(await loadKernel()) : plainArithmetic;
      return partOf(sourceOf(columns, [ends[k - 1] ?? 0, end], k === 0 ? 1 : 0), { arithmetic });
    }),
  );
}

function sourceOf(columns: Columns, [from, to]: readonly [number, number], header: number): FileRows {
  return {
    *blocks(names): Generator<FileBlock> {
      for (let start = 0; from + start < to; start += BLOCK_ROWS) {
        const rowCount = Math.min(BLOCK_ROWS, to - from - start);
        const at = from + start;
        yield { start, rowCount, columns: names.map((name) => columns[name]!.slice(at, at + rowCount)) };
      }
    },
    levels: () => [],
    oddCell: () => null,
    lines: { firstLine: (row) => row + 1 + header, lastLine: (row) => row + 1 + header },
    lineCount: () => to - from + header,
  };
}
