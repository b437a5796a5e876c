import type { Warning } from '../core/errors.js';
import { withoutPlaces } from '../core/fit/fileWithout.js';
import { kernelArithmetic } from '../core/fit/kernelArithmetic.js';
import { partOf } from '../core/fit/partOf.js';
import { partWithout } from '../core/fit/partWithout.js';
import { tableRows } from '../core/fit/tableRows.js';
import type { LeftOutLines } from '../core/table/readChoices.js';
import { BLOCK_ROWS, type Column, type Table } from '../core/table/table.js';
import type { LoadKernel } from './kernelPool.js';
import type { ReadFile } from './readFile.js';

/** A file without the rows that the user left out: no fit, run or study of it has them. */
export function leavingOut(
  file: ReadFile,
  without: LeftOutLines | undefined,
  loadKernel: LoadKernel,
): ReadFile {
  if (without === undefined || without.lines.length === 0) return file;
  const rows = rowsOn(file.table, without);
  const { rowsBefore } = file;
  return {
    table: warned(file.table, without),
    rowsBefore,
    isWhole: file.isWhole,
    isLost: file.isLost,
    byteCount: file.byteCount,
    ask: (work, question) =>
      file.ask(work, async (parts) => {
        const { checkpoint } = work;
        const arithmetic = kernelArithmetic(await loadKernel());
        const all = parts ?? [partOf(tableRows(file.table), { arithmetic, checkpoint })];
        return question(all.map((part, k) => partWithout(part, rowsOfPart(rows, rowsBefore, k))));
      }),
    whole: async (columns, work) => tableWithout(await file.whole(columns, work), rows),
    smoother: (work) => file.smoother(work),
    lacksLowWords: (model) => file.lacksLowWords(model),
    hold: () => file.hold(),
    release: () => file.release(),
  };
}

function rowsOfPart(rows: readonly number[], rowsBefore: readonly number[], k: number): number[] {
  const [from, end] = [rowsBefore[k]!, rowsBefore[k + 1] ?? Number.POSITIVE_INFINITY];
  return rows.filter((row) => row >= from && row < end).map((row) => row - from);
}

/** A table in memory without the rows that the user left out. */
export function tableLeavingOut(table: Table, without: LeftOutLines | undefined): Table {
  return without === undefined ? table : tableWithout(warned(table, without), rowsOn(table, without));
}

/** Rows by their numbers, ascending. */
function rowsOn({ lines }: Table, without: LeftOutLines): number[] {
  return [...new Set(without.lines.flatMap((line) => lines.rowOn(line) ?? []))].sort((a, b) => a - b);
}

/** The table with what there is to say of lines that are other ones by now. */
function warned(table: Table, without: LeftOutLines): Table {
  const lost = without.lines.filter((line) => table.lines.rowOn(line) === null);
  const isOther = without.fingerprint !== null && without.fingerprint !== table.fingerprint;
  const warnings = [...table.warnings, ...lostLines(lost), ...(isOther ? [otherText(without)] : [])];
  return { ...table, warnings };
}

/** The table with nothing in some rows. */
function tableWithout(table: Table, rows: readonly number[]): Table {
  const places = new Map<number, number[]>();
  for (const row of rows) {
    const block = Math.floor(row / BLOCK_ROWS);
    places.set(block, [...(places.get(block) ?? []), row % BLOCK_ROWS]);
  }
  const emptied = <T extends Float64Array | Int32Array>(block: T, k: number): T =>
    places.has(k) ? withoutPlaces(block, places.get(k)!) : block;
  const columns = table.columns.map((column): Column => {
    if (column.kind === 'ignored') return column;
    if (column.kind === 'number') return { ...column, blocks: column.blocks.map(emptied) };
    return { ...column, blocks: column.blocks.map(emptied) };
  });
  return { ...table, columns };
}

function lostLines(lines: readonly number[]): Warning[] {
  if (lines.length === 0) return [];
  const named = linesWords(lines);
  return [
    {
      code: 'read/no-row-on-line',
      message: `${named} left out by you, but no row of the table stands there.`,
      hint: 'Take the lines back, or name those that rows stand on.',
    },
  ];
}

function otherText({ lines }: LeftOutLines): Warning {
  return {
    code: 'read/left-out-in-other-text',
    message: `${linesWords(lines)} left out by you before the text changed.`,
    hint: 'See whether other rows stand there now, and take back those you did not mean.',
  };
}

const MOST_NAMED = 8;

function linesWords(lines: readonly number[]): string {
  if (lines.length === 1) return `Line ${lines[0]} was`;
  const named = lines.slice(0, MOST_NAMED).join(', ');
  return `Lines ${named}${lines.length > MOST_NAMED ? ` and ${lines.length - MOST_NAMED} more` : ''} were`;
}
