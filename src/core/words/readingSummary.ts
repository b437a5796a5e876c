import { DELIMITER_WORDS } from '../table/delimiterWords.js';
import type { Dialect } from '../table/dialect.js';
import type { Column, Table } from '../table/table.js';
import { formatCount } from './numbers.js';
import { warningLines } from './summary.js';
import { textTable } from './textTable.js';

/** What was read of a file and how, as a person reads it in a terminal; ends with a line break. */
export function readingSummary(table: Table): string {
  const sections = [
    [`${table.name}   ${formatCount(table.rowCount)} rows, ${formatCount(table.columns.length)} columns`],
    [...dialectLines(table.dialect), ...layoutLines(table)],
    columnLines(table),
    table.warnings.flatMap(warningLines),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function dialectLines({
  delimiter,
  quote,
  decimal,
  thousands,
  encoding,
  escape: escaping,
}: Dialect): string[] {
  const parts = [
    `delimiter ${DELIMITER_WORDS[delimiter] ?? delimiter}`,
    `decimal ${decimal === '.' ? 'point' : 'comma'}`,
    ...(thousands === null ? [] : [`thousands ${thousands === ' ' ? 'space' : thousands}`]),
    ...(quote === '"' ? [] : [quote === null ? 'no quotes' : `quote ${quote}`]),
    ...(escaping === 'backslash' ? ['quotes escaped by a backslash'] : []),
    encoding,
  ];
  return [parts.join(', ')];
}

function layoutLines({ layout, headerLine }: Table): string[] {
  const { preambleLines, headerRecords, endLine } = layout;
  const header =
    headerLine === undefined
      ? 'no header'
      : headerRecords > 1
        ? `header of ${headerRecords} rows from line ${headerLine}`
        : `header on line ${headerLine}`;
  const above = preambleLines === 0 ? [] : [`${preambleLines} lines above the table`];
  const below = endLine === null ? [] : [`the table ends before line ${endLine}`];
  return [[header, ...above, ...below].join(', ')];
}

function columnLines({ columns, firstCells }: Table): string[] {
  const head = ['column', 'kind', 'missing', 'odd', 'first cells'];
  const rows = columns.map((column, index) => [
    oneLine(column.name),
    kindText(column),
    column.kind === 'ignored' ? '' : formatCount(column.missingCount),
    column.kind === 'number' ? formatCount(column.oddCount) : '',
    oneLine((firstCells[index] ?? []).join('  ')),
  ]);
  return textTable([head, ...rows], ['left', 'left', 'right', 'right', 'left']);
}

function kindText(column: Column): string {
  if (column.kind === 'number') return column.form === 'plain' ? 'number' : `number (${column.form})`;
  if (column.kind === 'category') return `category of ${formatCount(column.levels.length)}`;
  return column.kind;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
