import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellText } from '../../../src/core/table/cellText.js';
import { createDecoder } from '../../../src/core/table/decoder.js';
import type { Encoding } from '../../../src/core/table/dialect.js';
import { RecordFeed } from '../../../src/core/table/recordFeed.js';

type Cut = { cells: string[]; firstLine: number; lastLine: number };
type Cutting = { delimiter?: string; encoding?: Encoding; chunk?: number; window?: number };

function cut(
  bytes: Uint8Array,
  { delimiter = ',', encoding = 'utf-8', chunk = 1 << 16, window = 1 << 16 }: Cutting,
) {
  const records: Cut[] = [];
  const cutting = { delimiter, quote: '"', escape: 'doubled' } as const;
  const feed = new RecordFeed(cutting, window, (batch) => {
    const { firstCells, firstLines, lastLines, recordCount } = batch.spans;
    for (let record = 0; record < recordCount; record++) {
      const cells: string[] = [];
      for (let cell = firstCells[record]!; cell < firstCells[record + 1]!; cell++)
        cells.push(cellText(batch, cell));
      records.push({ cells, firstLine: firstLines[record]!, lastLine: lastLines[record]! });
    }
  });
  const decoder = createDecoder(encoding);
  for (let start = 0; start < bytes.length; start += chunk)
    feed.push(decoder.push(bytes.subarray(start, start + chunk)));
  feed.push(decoder.finish());
  return { records, unclosedQuoteLine: feed.finish() };
}

const WAYS = [
  { chunk: 1, window: 1 },
  { chunk: 2, window: 3 },
  { chunk: 3, window: 7 },
  { chunk: 7, window: 1 << 16 },
  { chunk: 1 << 16, window: 1 << 16 },
];

function cutEveryWay(text: string, delimiter: string = ',') {
  const bytes = new TextEncoder().encode(text);
  const [first, ...others] = WAYS.map((way) => cut(bytes, { delimiter, ...way }));
  for (const other of others) assert.deepStrictEqual(other, first);
  return first!;
}

/** What the text is, the cells of each record, and its lines as `first` or `first-last`. */
const CASES: [text: string, records: string[][], lines: string][] = [
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    '1 2',
  ],
  [
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    '1 2',
  ],
  [
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    '1 2',
  ],
  [
    'a,b\r1,2\r',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
    '1 2',
  ],
  ['a\n1\r\n2\r3', [['a'], ['1'], ['2'], ['3']], '1 2 3 4'],
  [
    '"a,b","c\nd"\ne,f',
    [
      ['a,b', 'c\nd'],
      ['e', 'f'],
    ],
    '1-2 3',
  ],
  [
    '"a\r\nb",1\r\nc,2',
    [
      ['a\r\nb', '1'],
      ['c', '2'],
    ],
    '1-2 3',
  ],
  [
    '"a\rb",1\rc,2',
    [
      ['a\rb', '1'],
      ['c', '2'],
    ],
    '1-2 3',
  ],
  ['"say ""hi""",""""', [['say "hi"', '"']], '1'],
  ['"",""\n', [['', '']], '1'],
  ['5" pipe,a"b"c', [['5" pipe', 'a"b"c']], '1'],
  ['"ab"cd,"x ""y"" z" w,1', [['abcd', 'x "y" z w', '1']], '1'],
  ['"ab"cd"ef,g"', [['abcd"ef', 'g"']], '1'],
  ['  a , b\t,\tc  \n', [['a', 'b', 'c']], '1'],
  [' "a" ,"  b  " ', [['a', '  b  ']], '1'],
  [
    'a,,\n,,b',
    [
      ['a', '', ''],
      ['', '', 'b'],
    ],
    '1 2',
  ],
  ['a,', [['a', '']], '1'],
  [',', [['', '']], '1'],
  ['\n\na\n\n  \n\t\nb\n\n', [['a'], ['b']], '3 7'],
  ['""\na', [[''], ['a']], '1 2'],
  ['a\r\r\nb', [['a'], ['b']], '1 3'],
  [
    'ä,€\n𝒳,"ß\nẞ"',
    [
      ['ä', '€'],
      ['𝒳', 'ß\nẞ'],
    ],
    '1 2-3',
  ],
  ['\n  \n', [], ''],
];

describe('splitting bytes into records', () => {
  for (const [text, records, lines] of CASES)
    it(JSON.stringify(text), () => {
      const { records: found, unclosedQuoteLine } = cutEveryWay(text);
      assert.deepStrictEqual(
        found.map(({ cells }) => cells),
        records,
      );
      const foundLines = found.map(({ firstLine, lastLine }) =>
        firstLine === lastLine ? `${firstLine}` : `${firstLine}-${lastLine}`,
      );
      assert.equal(foundLines.join(' '), lines);
      assert.equal(unclosedQuoteLine, undefined);
    });

  it('keeps tabs as delimiters and drops spaces around them', () => {
    assert.deepStrictEqual(
      cutEveryWay('a\t b \t\n\t\t\n', '\t').records.map(({ cells }) => cells),
      [
        ['a', 'b', ''],
        ['', '', ''],
      ],
    );
  });

  it('keeps what follows an unclosed quote as the last cell, without counting a line that is not there', () => {
    const { records, unclosedQuoteLine } = cutEveryWay('a,b\n1,"two\nthree\r\n');
    assert.equal(unclosedQuoteLine, 2);
    assert.deepStrictEqual(records[1], { cells: ['1', 'two\nthree\r\n'], firstLine: 2, lastLine: 3 });
    assert.deepStrictEqual(cutEveryWay('"').records, [{ cells: [''], firstLine: 1, lastLine: 1 }]);
  });
});

const DELIMITERS = [',', ';', '\t', '|'];
const LINE_BREAKS = ['\n', '\r\n', '\r'];

/** Texts of what a CSV can hold that matters, and of anything else. */
const cellOf = (letters: fc.Arbitrary<string>) =>
  fc
    .array(fc.oneof(letters, fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r\n', '\r', ' ', '1', '.')), {
      maxLength: 6,
    })
    .map((parts) => parts.join(''))
    .filter((text) => !text.startsWith('\ufeff'));

type Written = {
  rows: { text: string; isQuoted: boolean }[][];
  delimiter: string;
  lineBreak: string;
  endsWithLineBreak: boolean;
  way: { chunk: number; window: number };
};

const tableOf = (letters: fc.Arbitrary<string>): fc.Arbitrary<Written> =>
  fc.record({
    rows: fc.array(
      fc.array(fc.record({ text: cellOf(letters), isQuoted: fc.boolean() }), { minLength: 1, maxLength: 5 }),
      {
        maxLength: 8,
      },
    ),
    delimiter: fc.constantFrom(...DELIMITERS),
    lineBreak: fc.constantFrom(...LINE_BREAKS),
    endsWithLineBreak: fc.boolean(),
    way: fc.constantFrom(...WAYS),
  });

function written({ rows, delimiter, lineBreak }: Written): string[] {
  return rows.map((row) => {
    const cells = row.map(({ text, isQuoted }) => {
      const needsQuotes = isQuoted || /["\r\n]|^[ \t]|[ \t]$/.test(text) || text.includes(delimiter);
      return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
    });
    return (cells.join(delimiter) || '""') + lineBreak;
  });
}

function expected(table: Written): Cut[] {
  let line = 1;
  return written(table).map((text, index) => {
    const firstLine = line;
    line += text.match(/\r\n|\r|\n/g)!.length;
    return { cells: table.rows[index]!.map((cell) => cell.text), firstLine, lastLine: line - 1 };
  });
}

function checkRoundTrip(table: Written, encoding: Encoding, encode: (text: string) => Uint8Array): void {
  const records = written(table);
  const text = records.join('');
  const ended = table.endsWithLineBreak ? text : text.slice(0, text.length - table.lineBreak.length);
  const result = cut(encode(table.rows.length === 0 ? '' : ended), {
    delimiter: table.delimiter,
    encoding,
    ...table.way,
  });
  assert.deepStrictEqual(result, { records: expected(table), unclosedQuoteLine: undefined });
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++)
    view.setUint16(index * 2, text.charCodeAt(index), isLittle);
  return new Uint8Array(view.buffer);
}

describe('any table of cells, written as CSV, is read back with the same cells and lines', () => {
  const anyLetter = fc.string({ unit: 'grapheme', maxLength: 2 });
  it('in UTF-8', () => {
    fc.assert(
      fc.property(tableOf(anyLetter), (table) =>
        checkRoundTrip(table, 'utf-8', (text) => new TextEncoder().encode(text)),
      ),
      { seed: 1, numRuns: 1500 },
    );
  }).timeout(60_000);
  it('in UTF-16, both byte orders', () => {
    fc.assert(
      fc.property(tableOf(anyLetter), fc.boolean(), (table, isLittle) =>
        checkRoundTrip(table, isLittle ? 'utf-16le' : 'utf-16be', (text) => utf16(text, isLittle)),
      ),
      { seed: 2, numRuns: 1000 },
    );
  }).timeout(60_000);
  it('in Windows-1252', () => {
    // Bytes from the WHATWG index of windows-1252.
    const bytesOf = new Map([
      ['€', 0x80],
      ['™', 0x99],
      ['Ÿ', 0x9f],
      ['é', 0xe9],
      ['ÿ', 0xff],
    ]);
    const encode = (text: string) =>
      Uint8Array.from([...text], (letter) => bytesOf.get(letter) ?? letter.charCodeAt(0));
    fc.assert(
      fc.property(tableOf(fc.constantFrom(...bytesOf.keys())), (table) =>
        checkRoundTrip(table, 'windows-1252', encode),
      ),
      { seed: 3, numRuns: 500 },
    );
  }).timeout(60_000);
});
