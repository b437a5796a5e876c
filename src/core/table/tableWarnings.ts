import type { Warning } from '../errors.js';
import type { LineIndex } from './lineIndex.js';
import type { Column, NumberColumn, OddCell } from './table.js';

const SHOWN_LINES = 5;
const SHOWN_CELLS = 3;

/** Rows with another number of cells than there are columns: how many, and the lines of the first. */
export class RaggedRows {
  count = 0;
  private readonly lines: number[] = [];

  add(line: number): void {
    this.count++;
    if (this.lines.length < SHOWN_LINES) this.lines.push(line);
  }

  get where(): string {
    const more = this.count > this.lines.length ? ', ...' : '';
    return `line${this.count === 1 ? '' : 's'} ${this.lines.join(', ')}${more}`;
  }
}

export function shortRowsWarning(rows: RaggedRows, columnCount: number): Warning[] {
  if (rows.count === 0) return [];
  const message = `${rowsHave(rows.count)} fewer cells than the ${columnCount} columns (${rows.where}); the cells that are not there count as missing.`;
  return [{ code: 'csv/short-rows', message }];
}

export function longRowsWarning(rows: RaggedRows, columnCount: number): Warning[] {
  if (rows.count === 0) return [];
  const message = `${rowsHave(rows.count)} more cells than the ${columnCount} columns (${rows.where}); the cells beyond the last column are left out.`;
  return [{ code: 'csv/long-rows', message }];
}

export function unclosedQuoteWarning(line: number | undefined): Warning[] {
  if (line === undefined) return [];
  const message = `The quote that opens on line ${line} is never closed; it is read as part of its cell, which ends with the line.`;
  return [{ code: 'csv/unclosed-quote', message, hint: `Close or remove the quote on line ${line}.` }];
}

export function windows1252Warning(line: number): Warning {
  return {
    code: 'csv/decoded-as-windows-1252',
    message: `Line ${line} is not UTF-8; the file is read as Windows-1252.`,
    hint: 'Save the file as UTF-8 if letters look wrong.',
  };
}

/** One warning for all odd cells of number columns, with the first of them. `lines` are those of the rows. */
export function notANumberWarning(columns: readonly Column[], lines: LineIndex): Warning[] {
  const odd = columns.filter((column) => column.kind === 'number' && column.oddCells.length > 0);
  const cells = (odd as NumberColumn[]).flatMap((column) =>
    column.oddCells.map((cell) => ({ cell, name: column.name })),
  );
  if (cells.length === 0) return [];
  const examples = cells.slice(0, SHOWN_CELLS).map(({ cell, name }) => oddCellSentence(cell, name, lines));
  const more = cells.length > SHOWN_CELLS ? ` ${cells.length - SHOWN_CELLS} more cells like these.` : '';
  return [{ code: 'csv/not-a-number', message: examples.join(' ') + more }];
}

function oddCellSentence(cell: OddCell, name: string, lines: LineIndex): string {
  return `Line ${lines.firstLine(cell.row)}: \`${cell.text}\` is not a number in column \`${name}\`.`;
}

function rowsHave(count: number): string {
  return count === 1 ? '1 row has' : `${count} rows have`;
}
