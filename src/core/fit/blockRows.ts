import type { RowLines } from './fileRows.js';
import type { WalkOrder } from './rowPart.js';
import type { RowBlock } from './rowSource.js';
import { type AllRows, rowTableFrom } from './rowTable.js';
import type { WalkedRows } from './walkedRows.js';

/** The complete rows of one block, copied. */
export function rowsOfBlock(
  block: RowBlock,
  walked: WalkedRows,
  { before, charted, lines }: Pick<WalkOrder, 'before' | 'charted'> & { lines: RowLines },
): AllRows {
  const { places } = walked;
  const rows = Uint32Array.from(walked.residual, (_, i) => block.start + (places === null ? i : places[i]!));
  const indexes = {
    row: rows.map((row) => row + before.rows),
    firstLine: rows.map((row) => lines.firstLine(row) + before.lines),
    lastLine: rows.map((row) => lines.lastLine(row) + before.lines),
  };
  return {
    table: rowTableFrom({ index: (name) => indexes[name], number: (name) => walked[name].slice() }),
    features: charted.map(({ column }) => walked.column(column).slice()),
  };
}
