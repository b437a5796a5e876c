import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type FormulaOptions, fitFormula } from '../../src/core/fitFormula.js';
import { measuredCsv } from '../../src/core/rowMeasures.js';
import { memorySource } from '../../src/core/table/byteSource.js';
import { readTable } from '../../src/core/table/readTable.js';
import { assertClose } from './fit/close.js';

type Measured = {
  leverage: number[];
  standardised: number[];
  studentised: number[];
  cook: number[];
  dffits: number[];
};

/** The written file as records of cells. */
async function written(
  text: string,
  formula: string,
  options: Partial<FormulaOptions> = {},
): Promise<string[][]> {
  const source = memorySource('rows.csv', new TextEncoder().encode(text));
  const table = await readTable(source);
  const { fit } = await fitFormula(table, formula, { confidence: 0.95, ...options });
  let csv = '';
  for await (const piece of measuredCsv(source, { table, fit })) csv += new TextDecoder().decode(piece);
  return csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

describe('measuredCsv', () => {
  it("writes R's residuals and influence behind every row", async () => {
    const text = readFileSync('test/certified/r/mtcars.csv', 'utf8');
    const [header, ...rows] = await written(text, 'mpg ~ wt + hp');
    assert.deepEqual(header!.slice(12), [
      ...['fitted', 'residual', 'standardised residual', 'studentised residual', 'leverage'],
      ...["Cook's distance", 'DFFITS', 'left out'],
    ]);
    // R 4.2.2's influence.measures: see test/certified/r/influence.R.
    const [ofR]: Measured[] = JSON.parse(readFileSync('test/certified/r/influence.json', 'utf8')).models;
    const columns = { standardised: 14, studentised: 15, leverage: 16, cook: 17, dffits: 18 } as const;
    assert.equal(rows.length, 32);
    for (const [i, row] of rows.entries()) {
      for (const [name, place] of Object.entries(columns)) {
        const expected = ofR![name as keyof Measured][i]!;
        assertClose(Number(row[place]), expected, { tolerance: 1e-9, what: `${name} of row ${i}` });
      }
      const sum = Number(row[12]) + Number(row[13]);
      assertClose(sum, Number(row[1]), { tolerance: 1e-14, what: `row ${i}` });
    }
  });

  it('leaves rows that were not used empty, with the reason, and names columns anew', async () => {
    const text = 'x;fitted;y\n1;a;2,5\n2;b;\n3;c;6,1\n4;d;7,4\n5;e;10,3\n';
    const [header, ...rows] = await written(text, 'y ~ x');
    assert.deepEqual(header!.slice(0, 4), ['x', 'fitted', 'y', 'fitted 2']);
    assert.deepEqual(rows[1], ['2', 'b', '', '', '', '', '', '', '', '', 'missing value in y']);
    assert.deepEqual(
      rows.map((row) => row.at(-1)),
      ['', 'missing value in y', '', '', ''],
    );
  });

  it('writes names for a file without them, and deviance residuals for counts', async () => {
    const text = '1,2\n2,3\n3,5\n4,4\n5,9\n';
    const [header] = await written(text, '`column 2` ~ `column 1`', {
      family: { name: 'poisson', link: 'log' },
    });
    assert.deepEqual(header, [
      ...['column 1', 'column 2', 'fitted', 'residual', 'deviance residual', 'standardised residual'],
      ...['studentised residual', 'leverage', "Cook's distance", 'left out'],
    ]);
  });
});
