import type { Checkpoint } from '../checkpoint.js';
import { designRows } from './designRows.js';
import type { FileRows } from './fileRows.js';
import { columnsRead, type Frame } from './frame.js';
import type { RowBlock } from './rowSource.js';
import { joinNumbers } from './rowTable.js';
import { weighedRows } from './weighedRows.js';

/** Rows of a part that are wanted, by their index in it, ascending; besides the frame's columns some of the file. Plain data. */
export type PickOrder = { frame: Frame; rows: readonly number[]; inputs: readonly string[] };

/** Rows that were picked, in the order they were asked for. Plain data. */
export type PickedRows = {
  rowCount: number;
  /** As a `RowBlock` has them: the columns of the frame, then the roots of the weights where it has such. */
  columns: readonly Float64Array[];
  lows: readonly (Float64Array | null)[] | null;
  /** One list to a column of the file that was asked for, as its cells were read. */
  inputs: readonly (readonly InputValue[])[];
};

/** Null where a cell holds no value. */
export type InputValue = number | string | null;

/** Rows by their numbers. Blocks behind the last one are not read. */
export async function pickRows(
  file: FileRows,
  { frame, rows, inputs }: PickOrder,
  checkpoint?: Checkpoint | undefined,
): Promise<PickedRows> {
  const designed = designRows(file, columnsRead(frame), { isExact: frame.isExact, extra: inputs });
  const { blocks } = frame.weights === null ? designed : weighedRows(designed, frame.weights);
  const pieces: PickedRows[] = [];
  let next = 0;
  if (rows.length > 0)
    for await (const block of blocks) {
      const end = block.start + block.rowCount;
      const from = next;
      while (next < rows.length && rows[next]! < end) next++;
      const places = rows.slice(from, next).map((row) => row - block.start);
      if (places.length > 0)
        pieces.push({
          ...numbersAt(block, places),
          inputs: inputs.map((name) => places.map((place) => valueAt(designed.inputs, name, place))),
        });
      if (next === rows.length) break;
      await checkpoint?.({ rows: end });
    }
  return mergePicked(pieces, columnsRead(frame).length, inputs.length);
}

/** The rows of all pieces, given in file order. */
export function mergePicked(
  pieces: readonly PickedRows[],
  columnCount: number,
  inputCount: number,
): PickedRows {
  const hasLows = pieces.length > 0 && pieces.every(({ lows }) => lows !== null);
  return {
    rowCount: pieces.reduce((sum, { rowCount }) => sum + rowCount, 0),
    columns: Array.from({ length: columnCount }, (_, k) =>
      joinNumbers(pieces.map(({ columns }) => columns[k]!)),
    ),
    lows: hasLows
      ? Array.from({ length: columnCount }, (_, k) => joinedLows(pieces.map(({ lows }) => lows![k] ?? null)))
      : null,
    inputs: Array.from({ length: inputCount }, (_, k) => pieces.flatMap(({ inputs }) => inputs[k]!)),
  };
}

function joinedLows(lows: readonly (Float64Array | null)[]): Float64Array | null {
  return lows.every((low) => low !== null) ? joinNumbers(lows) : null;
}

function numbersAt({ columns, lows }: RowBlock, places: readonly number[]): Omit<PickedRows, 'inputs'> {
  const at = (values: Float64Array) => Float64Array.from(places, (place) => values[place]!);
  return {
    rowCount: places.length,
    columns: columns.map(at),
    lows: lows?.map((low) => low && at(low)) ?? null,
  };
}

function valueAt(inputs: ReturnType<typeof designRows>['inputs'], name: string, place: number): InputValue {
  const coded = inputs.codes(name);
  if (coded === null) {
    const value = inputs.numbers(name)[place]!;
    return Number.isNaN(value) ? null : value;
  }
  const code = coded.codes[place]!;
  return code < 0 ? null : coded.levels[code]!;
}
