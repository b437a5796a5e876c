import assert from 'node:assert/strict';
import fc from 'fast-check';
import { memorySource } from '../../src/core/table/byteSource.js';
import { type ReadOptions, readTable } from '../../src/core/table/readTable.js';
import { KernelPool } from '../../src/worker/kernelPool.js';
import type { AllKernels } from '../../src/worker/loadKernel.js';

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer({ min: -9999, max: 9999 }).map((value) => String(value / 100)),
);
const missing = fc.constantFrom(
  ...['', 'NA', 'na', 'N/A', 'null', 'NaN', '.', '-', ' ', '\t', '-999', 'unknown', '\u212Anown', '\u00a0NA'],
  ...['NA\u3000', '\u2003', 'Not Available Yet'],
);
const text = fc.constantFrom(
  ...[
    'red',
    'green',
    'blue, dark',
    'größe',
    '価格',
    'a "b" c',
    'two\nlines',
    'three\r\nmore\nlines',
    '5" pipe',
  ],
  ...['x'.repeat(40), `${'y'.repeat(16)}z`, `${'y'.repeat(16)}w`, ' spaced ', 'c0'],
);
const oddity = fc.constantFrom(
  ...[
    '1e5',
    '1E-5',
    '+1',
    '.5',
    '760.',
    '-0',
    '0012',
    '1e400',
    '1,234',
    '1.2.3',
    '--1',
    '12345678901234567890123',
  ],
  ...[
    '0.1234567890123456789',
    '9007199254740993',
    '2024-05-31',
    '$1,049.34',
    '12.5%',
    'true',
    'Infinity',
    '0x10',
  ],
);

/** What a column holds: mostly one kind, sometimes another. */
const column = fc.constantFrom(
  fc.oneof({ weight: 20, arbitrary: number }, { weight: 1, arbitrary: fc.oneof(missing, oddity) }),
  fc.oneof({ weight: 9, arbitrary: number }, { weight: 1, arbitrary: fc.oneof(missing, oddity, text) }),
  fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.oneof(missing, oddity, number) }),
  fc.oneof(oddity, missing),
  fc.constantFrom('1.5', '2.25', 'NA'),
);

type Raw = {
  rows: string[][];
  isRagged: boolean;
  times: number;
  stray: string[];
  lineBreak: string;
  quoting: number;
  isEnded: boolean;
};

const quoted = (text: string, quoting: number) =>
  quoting === 2 || /[",\r\n]/.test(text) || (quoting === 1 && text.length % 2 === 0)
    ? `"${text.replaceAll('"', '""')}"`
    : text;

/** A table of columns that are mostly of one kind, in some files with rows of any length. */
const table: fc.Arbitrary<Raw> = fc.array(column, { minLength: 1, maxLength: 6 }).chain((columns) =>
  fc.record({
    rows: fc
      .array(fc.tuple(fc.tuple(...columns), fc.nat(40)), { minLength: 1, maxLength: 40 })
      .map((rows) => rows.map(([cells, cut]) => (cut < cells.length ? cells.slice(0, cut) : cells))),
    isRagged: fc.boolean(),
    times: fc.constantFrom(1, 1, 4, 16),
    stray: fc.array(fc.constantFrom('', '"', '"a"b', '  ', ',', '"x,\n', 'a\r\rb', '\t"q" ,1'), {
      maxLength: 2,
    }),
    lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
    quoting: fc.constantFrom(0, 0, 1, 2),
    isEnded: fc.boolean(),
  }),
);

function textOf({ rows, isRagged, times, stray, lineBreak, quoting, isEnded }: Raw): string {
  const width = Math.max(...rows.map(({ length }) => length));
  const header = Array.from({ length: width }, (_, index) => `c${index}`).join(',');
  const whole = isRagged ? rows : rows.filter(({ length }) => length === width);
  const lines = whole.map((row) => row.map((cell) => quoted(cell, quoting)).join(','));
  const all = Array.from({ length: times }, () => lines).flat();
  if (isRagged)
    for (const [index, line] of stray.entries()) all.splice((index * 7) % (all.length + 1), 0, line);
  return [header, ...all].join(lineBreak) + (isEnded ? lineBreak : '');
}

const options: fc.Arbitrary<ReadOptions> = fc.record({
  dialect: fc.constantFrom(
    {},
    { missingTokens: ['-999', 'unknown', 'not available yet', 'NA'] },
    { quote: null },
  ),
  windowBytes: fc.constantFrom(64, 100, 333, 1 << 18),
});

/** What a reading gives: a table, or the code of the error. */
async function reading(text: string, chunk: number, choices: ReadOptions): Promise<unknown> {
  try {
    return await readTable(memorySource('x.csv', new TextEncoder().encode(text), chunk), choices);
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
}

let scannedRows = 0;

/** The kernel that counts the rows it scans by itself. */
function counting(kernel: AllKernels): AllKernels {
  return {
    ...kernel,
    scan(start, end, fromRow, toRow) {
      const row = kernel.scan(start, end, fromRow, toRow);
      scannedRows += row - fromRow;
      return row;
    },
  };
}

/**
 * Reads `count` tables by the kernel and without it, and compares all that comes of it.
 *
 * @returns how many rows the kernel scanned by itself.
 */
export async function fuzzTables(count: number, seed: number): Promise<number> {
  scannedRows = 0;
  // As in the worker: a file finds the kernel as the one before left it.
  const kernels = new KernelPool();
  await fc.assert(
    fc.asyncProperty(table, options, fc.integer({ min: 1, max: 500 }), async (raw, choices, chunk) => {
      const text = textOf(raw);
      const expected = await reading(text, 1 << 16, choices);
      const found = await kernels.lend((load) =>
        reading(text, chunk, { ...choices, loadKernel: async () => counting(await load()) }),
      );
      assert.deepStrictEqual(found, expected);
    }),
    { seed, numRuns: count },
  );
  return scannedRows;
}
