import { type CleanTable, cleanTable } from './cleanTables.js';
import type { Random } from './random.js';
import { PLAIN_STYLE, type Style, writtenCell, writtenRecord, writtenTable } from './written.js';

/** A file as it is found, and the table it means. */
export type PollutedFile = { bytes: Uint8Array; truth: CleanTable };

/** Pollutes a clean table. The kinds are those of the Pollock benchmark and some more of the same families. */
export type Pollution = { kind: string; pollute(table: CleanTable, random: Random): PollutedFile };

const utf8 = (text: string) => new TextEncoder().encode(text);
const file = (lines: readonly string[], truth: CleanTable): PollutedFile => ({
  bytes: utf8(lines.join('')),
  truth,
});

function styled(kind: string, style: (random: Random) => Partial<Style>): Pollution {
  return {
    kind,
    pollute: (table, random) => file(writtenTable(table, { ...PLAIN_STYLE, ...style(random) }), table),
  };
}

/** Another line for a record, and the table that is then meant; row 0 is the header. */
type Change = (table: CleanTable, row: number, random: Random) => [string, CleanTable];

/** Changes the line of one record. */
function inOneRow(kind: string, change: Change): Pollution {
  return {
    kind,
    pollute: (table, random) => changed(table, [random.integer(0, table.rows.length)], change, random),
  };
}

/** One row in so many is changed. */
const MANY = 5;

/** Changes the lines of many rows, so that each counts for the mean. */
function inManyRows(kind: string, change: Change): Pollution {
  return {
    kind: `${kind} in many rows`,
    pollute(table, random) {
      const rows = table.rows.map((_, index) => index + 1).filter(() => random.chance(1 / MANY));
      return changed(table, rows, change, random);
    },
  };
}

function changed(table: CleanTable, rows: readonly number[], change: Change, random: Random): PollutedFile {
  const lines = writtenTable(table, PLAIN_STYLE);
  let truth = table;
  for (const row of rows) [lines[row], truth] = change(truth, row, random);
  return file(lines, truth);
}

const record = (table: CleanTable, row: number) => (row === 0 ? table.header : table.rows[row - 1]!);

function withRecord(table: CleanTable, row: number, cells: string[]): CleanTable {
  if (row === 0) return { ...table, header: cells };
  return { ...table, rows: table.rows.map((each, index) => (index === row - 1 ? cells : each)) };
}

function inStyle(style: (random: Random) => Partial<Style>): Change {
  return (table, row, random) => {
    const other = { ...PLAIN_STYLE, ...style(random) };
    return [writtenRecord(record(table, row), other) + other.lineBreak, table];
  };
}

function rowStyle(kind: string, style: (random: Random) => Partial<Style>): Pollution {
  return inOneRow(kind, inStyle(style));
}

const NOTES = [
  'Sales of the northern region',
  'Source: own survey, 2023',
  'Created on 12.03.2021 by A. Berg',
  'Confidential',
];

function notes(width: number, random: Random): string[] {
  const fill = random.chance(0.5) ? ','.repeat(width - 1) : '';
  const lines = Array.from({ length: random.integer(1, 3) }, () => {
    const note = random.pick(NOTES);
    return `${fill === '' ? note : writtenCell(note, PLAIN_STYLE)}${fill}\n`;
  });
  return random.chance(0.5) ? [...lines, `${fill}\n`] : lines;
}

const preamble: Pollution = {
  kind: 'preamble',
  pollute: (table, random) =>
    file([...notes(table.header.length, random), ...writtenTable(table, PLAIN_STYLE)], table),
};

const TITLE_PARTS = ['Sales', 'all shops', 'northern region', 'as told', 'own survey', '2023', 'May'];

/** A title in plain text that happens to hold as many delimiters as the rows, and a blank line. */
const wideTitle: Pollution = {
  kind: 'title as wide as the table',
  pollute(table, random) {
    const parts = table.header.slice(1).map(() => random.pick(TITLE_PARTS));
    const title = `${['Report', ...parts].join(', ')}\n`;
    const blank = random.chance(0.5) ? '\n' : `${','.repeat(table.header.length - 1)}\n`;
    return file([title, blank, ...writtenTable(table, PLAIN_STYLE)], table);
  },
};

const footnotes: Pollution = {
  kind: 'footnotes',
  pollute(table, random) {
    const below = notes(table.header.length, random);
    if (/^,*\n$/.test(below.at(-1)!)) below.unshift(below.pop()!);
    return file([...writtenTable(table, PLAIN_STYLE), ...below], table);
  },
};

const severalHeaderLines: Pollution = {
  kind: 'multi-line header',
  pollute(table, random) {
    const units = table.header.map(() => random.pick(['EUR', 'cm', 'as told', 'kg', '']));
    const header = table.header.map((name, column) => `${name} ${units[column]!}`.trim());
    const [first, ...rest] = writtenTable(table, PLAIN_STYLE);
    return file([first!, `${writtenRecord(units, PLAIN_STYLE)}\n`, ...rest], { ...table, header });
  },
};

const doubleHeader: Pollution = {
  kind: 'double header',
  pollute(table, random) {
    const [first, ...rest] = writtenTable(table, PLAIN_STYLE);
    return file([...Array.from({ length: random.integer(2, 3) }, () => first!), ...rest], table);
  },
};

const missingHeader: Pollution = {
  kind: 'missing header',
  pollute: (table) => file(writtenTable(table, PLAIN_STYLE).slice(1), { ...table, header: [] }),
};

/** Another table of fewer rows below, with its own header and another width. */
const severalTables: Pollution = {
  kind: 'several tables',
  pollute(table, random) {
    let other = cleanTable(random.integer(1, 1e9));
    while (other.header.length === table.header.length) other = cleanTable(random.integer(1, 1e9));
    const below = { ...other, rows: other.rows.slice(0, Math.max(4, table.rows.length >> 1)) };
    const gap = random.chance(0.5) ? ['\n'] : [];
    return file([...writtenTable(table, PLAIN_STYLE), ...gap, ...writtenTable(below, PLAIN_STYLE)], table);
  },
};

const tooFewSeparators: Change = (table, row, random) => {
  const cells = record(table, row).map((cell) => writtenCell(cell, PLAIN_STYLE));
  const left = random.integer(0, cells.length - 2);
  const merged = [...cells.slice(0, left), cells[left]! + cells[left + 1]!, ...cells.slice(left + 2)];
  return [`${merged.join(',')}\n`, table];
};

const tooManySeparators: Change = (table, row, random) => {
  const cells = record(table, row).map((cell) => writtenCell(cell, PLAIN_STYLE));
  cells.splice(random.integer(0, cells.length - 1), 0, '');
  return [`${cells.join(',')}\n`, table];
};

/** As in Pollock: a quote that nothing closes or escapes before the text of a cell, inside its quotes if it has some. */
const strayQuote: Change = (table, row, random) => {
  const cells = [...record(table, row)];
  const column = random.integer(0, cells.length - 1);
  const written = cells.map((cell) => writtenCell(cell, PLAIN_STYLE));
  const old = written[column]!;
  written[column] = old.startsWith('"') ? `""${old.slice(1)}` : `"${old}`;
  cells[column] = `"${cells[column]!}`;
  return [`${written.join(',')}\n`, withRecord(table, row, cells)];
};

const otherLineBreak = rowStyle('another line break in one row', (random) => ({
  lineBreak: random.pick(['\r\n', '\r']),
}));

const lastLineBreak: Pollution = {
  kind: 'last line break missing or doubled',
  pollute(table, random) {
    const text = writtenTable(table, PLAIN_STYLE).join('');
    return { bytes: utf8(random.chance(0.5) ? text.slice(0, -1) : `${text}\n`), truth: table };
  },
};

const few: Pollution = {
  kind: 'header only, one row or nothing',
  pollute(table, random) {
    const records = random.integer(0, 2);
    if (records === 0) return { bytes: new Uint8Array(0), truth: { header: [], rows: [] } };
    const truth = { ...table, rows: table.rows.slice(0, records - 1) };
    return file(writtenTable(truth, PLAIN_STYLE), truth);
  },
};

const spaces: Pollution = {
  kind: 'spaces around cells',
  pollute(table, random) {
    const pad = (cell: string) =>
      `${' '.repeat(random.integer(0, 2))}${writtenCell(cell, PLAIN_STYLE)}${' '.repeat(random.integer(0, 2))}`;
    return file(
      [table.header, ...table.rows].map((cells) => `${cells.map(pad).join(',')}\n`),
      table,
    );
  },
};

function encoded(kind: string, encode: (text: string) => Uint8Array): Pollution {
  return {
    kind,
    pollute: (table) => ({ bytes: encode(writtenTable(table, PLAIN_STYLE).join('')), truth: table }),
  };
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++)
    view.setUint16(index * 2, text.charCodeAt(index), isLittle);
  return new Uint8Array(view.buffer);
}

/** Only letters that Windows-1252 has; the others become plain ones, in the truth too. */
const windows1252: Pollution = {
  kind: 'Windows-1252',
  pollute(table) {
    const plain = (cells: string[]) => cells.map((cell) => cell.replaceAll('Ż', 'Ü'));
    const truth = { header: plain(table.header), rows: table.rows.map(plain) };
    const text = writtenTable(truth, PLAIN_STYLE).join('');
    return { bytes: Uint8Array.from(text, (letter) => letter.charCodeAt(0)), truth };
  },
};

export const POLLUTIONS: readonly Pollution[] = [
  styled('nothing', () => ({})),
  preamble,
  severalHeaderLines,
  doubleHeader,
  missingHeader,
  footnotes,
  severalTables,
  inOneRow('too few separators', tooFewSeparators),
  inOneRow('too many separators', tooManySeparators),
  inOneRow('stray quote', strayQuote),
  styled('quotes not escaped', () => ({ escape: '' })),
  styled('quotes escaped by a backslash', () => ({ escape: '\\' })),
  rowStyle('quotes not escaped in one row', () => ({ escape: '' })),
  rowStyle('quotes escaped by a backslash in one row', () => ({ escape: '\\' })),
  styled('delimiter semicolon', () => ({ delimiter: ';' })),
  styled('delimiter tab', () => ({ delimiter: '\t' })),
  styled('delimiter space', () => ({ delimiter: ' ' })),
  styled('delimiter bar', () => ({ delimiter: '|' })),
  styled('delimiter colon', () => ({ delimiter: ':' })),
  styled('delimiter ^ or ~', (random) => ({ delimiter: random.pick(['^', '~']) })),
  styled('delimiter and space', (random) => ({ delimiter: random.pick([', ', '; ']) })),
  rowStyle('another delimiter in one row', (random) => ({ delimiter: random.pick([';', '\t', '|', ' ']) })),
  rowStyle('spaces for delimiters in one row, no quotes', () => ({ delimiter: ' ', quotes: 'never' })),
  styled('quote is an apostrophe', (random) => ({ quote: "'", escape: random.pick(["'", '']) })),
  rowStyle('quote is an apostrophe in one row', (random) => ({ quote: "'", escape: random.pick(["'", '']) })),
  styled('line breaks', (random) => ({ lineBreak: random.pick(['\r\n', '\r']) })),
  otherLineBreak,
  lastLineBreak,
  few,
  spaces,
  styled('all cells quoted', () => ({ quotes: 'all' })),
  encoded('UTF-16', (text) => utf16(`\ufeff${text}`, text.length % 2 === 0)),
  encoded('byte order mark', (text) => utf8(`\ufeff${text}`)),
  windows1252,
  inManyRows('too few separators', tooFewSeparators),
  inManyRows('too many separators', tooManySeparators),
  inManyRows('stray quote', strayQuote),
  inManyRows(
    'spaces for delimiters',
    inStyle(() => ({ delimiter: ' ' })),
  ),
  inManyRows(
    'another delimiter',
    inStyle((random) => ({ delimiter: random.pick([';', '\t', '|']) })),
  ),
  wideTitle,
];
