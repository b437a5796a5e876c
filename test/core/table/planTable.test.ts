import assert from 'node:assert/strict';
import fc from 'fast-check';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { shapeOf } from '../../../src/core/table/cellShape.js';
import { guessSource } from '../../../src/core/table/guessSource.js';
import { NumberReader } from '../../../src/core/table/numberReader.js';
import { planTable } from '../../../src/core/table/planTable.js';
import { SampleRecords } from '../../../src/core/table/sampleRecords.js';

const number = fc.oneof(
  fc.integer({ min: -99_999, max: 99_999 }).map((value) => String(value / 100)),
  fc.constantFrom('760.', '.5', '+1', '-0', '007', '123456789012345678.1', '0.12345678901234567'),
);
const other = fc.constantFrom(
  ...[
    '',
    'NA',
    '-',
    '.',
    '1e5',
    '1e400',
    '1,5',
    '1.2.3',
    '1.234.567',
    '12:30',
    '5 %',
    'x1',
    'é',
    '"1"',
    ' 2 ',
  ],
  ...[
    '1234567890123456789',
    `${'1'.repeat(50)}.5`,
    '0.123456789012345678901234567890123456789',
    '--1',
    '-999',
  ],
);

type Text = { delimiter: string; text: string };

/** Tables of numbers with hardly anything else in them; lines may be blank, rows long or short. */
const table: fc.Arbitrary<Text> = fc
  .record({
    width: fc.integer({ min: 1, max: 5 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|', '^', ':', ' '),
    oddity: fc.constantFrom(0, 0, 1, 20),
    hasHeader: fc.boolean(),
    lineBreak: fc.constantFrom('\n', '\r\n', '\n\n'),
  })
  .chain(({ width, delimiter, oddity, hasHeader, lineBreak }) => {
    const cell = fc.oneof({ weight: 200, arbitrary: number }, { weight: oddity, arbitrary: other });
    const ragged = fc.oneof(
      { weight: 50, arbitrary: fc.constant(0) },
      { weight: oddity && 1, arbitrary: fc.constantFrom(-1, 1) },
    );
    const row = ragged.chain((more) => fc.array(cell, { minLength: width + more, maxLength: width + more }));
    return fc.array(row, { minLength: 1, maxLength: 12 }).map((rows) => {
      const header = hasHeader ? [Array.from({ length: width }, (_, k) => `c${k}`)] : [];
      const lines = [...header, ...rows].map((cells) => cells.join(delimiter));
      return { delimiter, text: lines.join(lineBreak) };
    });
  });

describe('the records of a sample', () => {
  it('of numbers are told at once as cell by cell, by every delimiter', () => {
    let ofNumbers = 0;
    const reader = new NumberReader({ decimal: '.', delimiter: ';' });
    fc.assert(
      fc.property(table, ({ delimiter, text }) => {
        const bytes = new TextEncoder().encode(text);
        const records = new SampleRecords(bytes, { delimiter, quote: '"', escape: 'doubled' }, true);
        for (let record = 0; record < records.count; record++) {
          const width = records.width(record);
          const areNumbers = records.areNumbers(record, record + 1, width);
          if (areNumbers) ofNumbers++;
          for (let column = 0; column < width + 1; column++) {
            const cell = records.text(record, column);
            assert.equal(records.shape(record, column), shapeOf(cell), cell);
            if (areNumbers && column < width) assert.ok(Number.isFinite(reader.readText(cell)), cell);
          }
        }
      }),
      { seed: 31, numRuns: 2000 },
    );
    assert.ok(ofNumbers > 5000, `only ${ofNumbers} records were numbers`);
  }).timeout(20_000);
});

describe('the plan of a table', () => {
  it('is the same by the records of its guess, by rows of numbers at once and by its bytes', async () => {
    const dialects = fc.constantFrom<object>({}, {}, { missingTokens: ['-999', 'NA'] }, { hasHeader: false });
    await fc.assert(
      fc.asyncProperty(table, dialects, async ({ text }, asked) => {
        const source = memorySource('x.csv', new TextEncoder().encode(text), 1 << 16);
        const guess = await guessSource(source, asked);
        const plan = await planTable(source, guess, {});
        const again = await planTable(source, { ...guess, records: null }, {});
        const withoutRecords = (one: typeof plan) =>
          one && { ...one, plan: { ...one.plan, guess: { ...one.plan.guess, records: null } } };
        assert.deepStrictEqual(withoutRecords(plan), withoutRecords(again));
      }),
      { seed: 32, numRuns: 2000 },
    );
  }).timeout(20_000);
});
