import assert from 'node:assert/strict';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { isOddAt } from '../../../src/core/table/oddValue.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { numberColumn, readEveryWay, textColumn, values } from './readEveryWay.js';

const column = (name: string, cells: readonly (string | number)[]) =>
  `${name};y\n${cells.map((cell) => `${cell};1`).join('\n')}\n`;
const count = (length: number, cell: (index: number) => string | number) =>
  Array.from({ length }, (_, index) => cell(index));
const dialect = { delimiter: ';', decimal: '.' } as const;

describe('forms of numbers', () => {
  const cases: [form: string, cells: string[], expected: number[]][] = [
    ['currency', ['$1,049.34', '-$5', '($2.50)', '$1,000,000', '12'], [1049.34, -5, -2.5, 1e6, 12]],
    ['currency', ['USD 1,049.34', 'USD -5', '-USD 5', '12'], [1049.34, -5, -5, 12]],
    // As spreadsheets and browsers write them in French, Norwegian and Polish: no line breaks at these spaces.
    ['currency', ['1\u00a0049.5\u00a0€', '\u22122\u202f000 €', '3\u2009000.25€'], [1049.5, -2000, 3000.25]],
    ['plain', ['1\u202f234.5', '-12\u00a0345', '7'], [1234.5, -12345, 7]],
    ['plain', ['\u22121.5', '\u22122e3', '3', '4'], [-1.5, -2000, 3, 4]],
    ['percent', ['\u221212.5\u00a0%', '3 %'], [-12.5, 3]],
    // As accounts are written.
    ['plain', ['1,234.50-', '7-', '1,000'], [-1234.5, -7, 1000]],
    ['currency', ['1.5 €', '2 €', '-3.25€'], [1.5, 2, -3.25]],
    ['percent', ['12.5%', '-3 %', '+100%'], [12.5, -3, 100]],
    ['plain', ['1,234', '-12,345,678.5', '999'], [1234, -12345678.5, 999]],
    ['boolean', ['true', 'FALSE', 'yes', 'No'], [1, 0, 1, 0]],
    // Days from 2024-02-28: 2024 is a leap year, 1900 was none.
    ['date', ['2024-02-28', '2024/02/29', '2024-03-01', '2024-03-01T12:00Z'], [0, 1, 2, 2.5]],
    // Days from 31 May 2024; what stands first is told by days that no month is.
    ['date', ['31.05.2024', '1.6.2024', '02.06.2024 12:00'], [0, 1, 2.5]],
    ['date', ['31/05/2024', '01/06/2024'], [0, 1]],
    ['date', ['05/31/2024', '06/01/2024 18:00:00', '6/2/2024'], [0, 1.75, 2]],
    ['date', ['31-5-2024', '29-2-2024'], [0, -92]],
    ['date', ['1900-03-01', '1900-02-28', '2000-03-01 06:00:00.0'], [0, -1, 36525.25]],
  ];
  for (const [form, cells, expected] of cases)
    it(`${form}: ${cells.join(' ')}`, async () => {
      const table = await readEveryWay(column('x', cells), dialect);
      assert.equal(numberColumn(table, 'x').form, form);
      assert.deepStrictEqual(values(table, 'x'), expected);
    });

  it('have one sign at most', async () => {
    const odd = ['-$5-', '($5-)', '(-$5)', '-$-5', '(-5)', '(5-)', '+$-5'];
    const cells = [...odd, ...count(150, (index) => `$${index}`)];
    const { oddCells } = numberColumn(await readEveryWay(column('x', cells), dialect), 'x');
    assert.deepStrictEqual(
      oddCells.map(({ text }) => text),
      odd,
    );
  });

  it('are amounts in one currency', async () => {
    const mixed = await readEveryWay(column('x', ['$5', '€6', '$7', '€8']), dialect);
    assert.equal(textColumn(mixed, 'x').distinctCount, 4);
    const one = await readEveryWay(column('x', ['€1', ...count(30, (index) => `$${index}`)]), dialect);
    const { currency, oddCells } = numberColumn(one, 'x');
    assert.deepStrictEqual([currency, oddCells], ['$', [{ row: 0, text: '€1' }]]);
  });

  it('are no dates where nothing tells whether day or month is first', async () => {
    for (const cells of [
      ['01/02/2024', '01/03/2024'],
      ['31/05/2024', '05/31/2024'],
      ['05.31.2024', '06.01.2024', '07.13.2024'],
      ['31.05/2024', '30.04/2024'],
      ['31.5.24', '30.4.24'],
    ])
      assert.equal(
        textColumn(await readEveryWay(column('x', cells), dialect), 'x').distinctCount,
        cells.length,
      );
    const days = count(28, (index) => `05/${String(index + 1).padStart(2, '0')}/2024`);
    const { firstDay, oddCells } = numberColumn(
      await readEveryWay(column('x', [...days, '31/05/2024']), dialect),
      'x',
    );
    assert.deepStrictEqual([firstDay, oddCells], ['2024-05-01', [{ row: 28, text: '31/05/2024' }]]);
  });

  it('say the day that dates count from', async () => {
    const table = await readEveryWay(
      column('x', [
        '2024-02-28',
        '2024-02-30',
        '2024-13-01',
        '2024-03-01',
        '2024-03-02',
        '2024-03-03',
        '2024-03-04',
      ]),
      dialect,
    );
    assert.equal(textColumn(table, 'x').distinctCount, 7);
    const days = await readEveryWay(column('x', ['NA', '2024-02-28', '2024-03-01', '2024-02-30']), dialect);
    const { firstDay, oddCells, missingCount } = numberColumn(days, 'x');
    assert.deepStrictEqual([firstDay, missingCount], ['2024-02-28', 1]);
    assert.deepStrictEqual(oddCells, [{ row: 3, text: '2024-02-30' }]);
  });
});

describe('categories', () => {
  it('are texts of few levels, in order of appearance', async () => {
    const cells = count(5000, (index) => (index % 50 === 7 ? 'NA' : ['b', '"a"', 'ä', 'b'][index % 4]!));
    const x = textColumn(await readEveryWay(column('x', cells), dialect), 'x');
    assert.ok(x.kind === 'category');
    assert.deepStrictEqual(x.levels, ['b', 'a', 'ä']);
    assert.equal(x.missingCount, 100);
    assert.deepStrictEqual(
      x.blocks.map(({ length }) => length),
      [4096, 904],
    );
    const codes = x.blocks.flatMap((block) => [...block]);
    assert.deepStrictEqual(
      codes,
      cells.map((cell) => x.levels.indexOf(cell.toString().replaceAll('"', ''))),
    );
    assert.deepStrictEqual(
      x.levelCounts,
      [0, 1, 2].map((code) => codes.filter((each) => each === code).length),
    );
  }).timeout(60_000);

  it('are what a user says, and so are numbers, texts and columns to ignore', async () => {
    const bytes = new TextEncoder().encode('a,b,c,d\n1,x,p,1\n2,y,q,2\n1,7,p,3\n2,z,p,4\n');
    const kinds = { a: 'category', b: 'number', c: 'text', d: 'ignored' } as const;
    for (const options of [{ kinds }, { kinds, loadKernel }]) {
      const { columns } = await readTable(memorySource('x.csv', bytes), options);
      assert.deepStrictEqual(
        columns.map(({ kind }) => kind),
        ['category', 'number', 'text', 'ignored'],
      );
      const [a, b] = columns;
      assert.ok(a?.kind === 'category' && b?.kind === 'number');
      assert.deepStrictEqual(
        [a.levels, [...a.blocks[0]!]],
        [
          ['1', '2'],
          [0, 1, 0, 1],
        ],
      );
      assert.deepStrictEqual([...b.blocks[0]!], [Number.NaN, Number.NaN, 7, Number.NaN]);
      assert.equal(b.oddCount, 3);
    }
  });
});

describe('a column that turns out otherwise than its first rows', () => {
  it('is read again as texts, with nothing lost', async () => {
    const cells = [...count(3000, (index) => index % 10), ...count(6000, (index) => `k${index % 5}`)];
    const x = textColumn(await readEveryWay(column('x', cells), dialect), 'x');
    assert.ok(x.kind === 'category');
    assert.equal(x.levels.length, 15);
    assert.equal(x.levels[x.blocks[2]!.at(-1)!], 'k4');
    assert.deepStrictEqual(x.firstOdd, { row: 3000, text: 'k0' });
  }).timeout(60_000);

  it('is read again as numbers, with nothing lost', async () => {
    const cells = [...count(1200, () => 'not yet'), ...count(60_000, (index) => index / 8)];
    const x = numberColumn(await readEveryWay(column('x', cells), dialect), 'x');
    assert.deepStrictEqual([x.oddCount, x.oddCells.length, x.missingCount], [1200, 1000, 0]);
    assert.equal(x.blocks[0]![1200 + 80], 10);
    assert.ok(isOddAt(x.blocks[0]!, 1199) && !isOddAt(x.blocks[0]!, 1200));
  }).timeout(120_000);

  it('stays numbers with one odd cell at its very end', async () => {
    const cells = [...count(9999, (index) => index), 'total'];
    const x = numberColumn(await readEveryWay(column('x', cells), dialect), 'x');
    assert.deepStrictEqual(x.oddCells, [{ row: 9999, text: 'total' }]);
  }).timeout(60_000);
});

describe('low words', () => {
  it('come with the numbers where asked for', async () => {
    const bytes = new TextEncoder().encode('x\n0.1\n-0.1\n0.5\nNA\n123456789.123456789\n');
    for (const options of [{}, { loadKernel }]) {
      const table = await readTable(memorySource('x.csv', bytes), { ...options, wantsLow: true });
      const low = numberColumn(table, 'x').lowBlocks![0]!;
      // 0.1 is 0x1.999999999999ap-4 less 2^-4 * 2^-54 * 1.6 / 16 by its binary expansion: -5.551115123125783e-18.
      assert.deepStrictEqual([...low.slice(0, 4)], [-5.551115123125783e-18, 5.551115123125783e-18, 0, 0]);
    }
  });

  it('are those of amounts, shares and groups as well', async () => {
    // What Python's `Decimal('1234.1') - Decimal(1234.1)` rounds to, and the same of 0.1.
    const [thousand, tenth] = [9.094947017729283e-14, -5.551115123125783e-18];
    const columns: [cells: string[], lows: number[]][] = [
      [
        ['1,234.1', '0.1-', '0.1-', '\u22120.1'],
        [thousand, -tenth, -tenth, -tenth],
      ],
      [
        ['$1,234.1', '($0.1)', '-$0.1', '$0.1'],
        [thousand, -tenth, -tenth, tenth],
      ],
      [
        ['0.1 %', '-0.1%', '50%', '\u22120.1%'],
        [tenth, -tenth, 0, -tenth],
      ],
    ];
    for (const [cells, lows] of columns)
      for (const options of [{}, { loadKernel }]) {
        const source = memorySource('x.csv', new TextEncoder().encode(column('x', cells)));
        const table = await readTable(source, { ...options, dialect, wantsLow: true });
        assert.deepStrictEqual([...numberColumn(table, 'x').lowBlocks![0]!.slice(0, 4)], lows);
      }
  });
});
