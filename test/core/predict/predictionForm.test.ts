import assert from 'node:assert/strict';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { sumOf } from '../../../src/core/predict/addsUp.js';
import { modelOfFit } from '../../../src/core/predict/modelOfFit.js';
import { predictionForm } from '../../../src/core/predict/predictionForm.js';
import { Predictor } from '../../../src/core/predict/predictor.js';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { assertClose } from '../fit/close.js';

async function opened(text: string, formula: string) {
  const table = await readTable(memorySource('a.csv', Buffer.from(text)));
  const { fit } = await fitFormula(table, formula, { confidence: 0.95 });
  const model = await modelOfFit(table, fit);
  const form = await predictionForm(model, { table, whole: table, rowCount: fit.summary.n });
  return { fit, model, form };
}

const HOUSES = `area (sqm),zone,year,price (kUSD)
50,edge,2001,110
60,centre,2002,165
70,edge,2001,148
81.5,edge,2002,172
95,centre,2003,231
,centre,2003,200
64,centre,2003,
120,edge,2002,251
110,valley,2001,205
105,valley,2003,200
`;

describe('predictionForm', () => {
  it('asks for every column, begins at the averages, and counts the rows that are used', async () => {
    const { form } = await opened(HOUSES, '`price (kUSD)` ~ `area (sqm)` + zone + factor(year)');
    const [area, zone, year] = form.fields;
    assert.ok(area?.kind === 'number' && zone?.kind === 'level' && year?.kind === 'level');
    assert.deepEqual([area.label, area.unit, area.low, area.high], ['area', 'sqm', 50, 120]);
    assert.deepEqual([area.isWhole, area.bars?.counts.length], [false, 30]);
    assert.equal(
      area.bars?.counts.reduce((sum, count) => sum + count, 0),
      8,
    );
    assert.deepEqual(
      zone.levels.map(({ level, count }) => [level, count]),
      [
        ['centre', 2],
        ['edge', 4],
        ['valley', 2],
      ],
    );
    assert.deepEqual([year.isNumeric, form.target.unit, form.rowCount], [true, 'kUSD', 8]);
    // The mean of the areas used is 86.4375.
    assert.deepEqual(form.averages, { 'area (sqm)': 86.4, zone: 'edge', year: 2001 });
  });

  it('counts whole numbers in bins of whole numbers', async () => {
    const rows = Array.from({ length: 101 }, (_, i) => `${i},${(i * 7) % 11}`).join('\n');
    const { form } = await opened(`x,y\n${rows}\n`, 'y ~ x');
    const [x] = form.fields;
    assert.ok(x?.kind === 'number' && x.bars !== null);
    // 101 numbers in bins of four: only the last bin has fewer.
    assert.deepEqual(new Set(x.bars.counts.slice(0, -1)), new Set([4]));
  });

  it('begins where the columns are what they are in every row', async () => {
    const rows = [3, 1, 4, 1, 5, 9, 2]
      .map((a, i) => `${a},${i / 7},${a + i / 7},${a * 2 + (i % 3)}`)
      .join('\n');
    const { form, model } = await opened(`a,b,total,y\n${rows}\n`, 'y ~ a + b + total');
    assert.deepEqual(new Predictor(model).predict(form.averages).extrapolation, {
      outside: [],
      isUnusual: false,
      unknown: [],
    });
  });

  it('says from which day a date counts', async () => {
    const rows = Array.from({ length: 6 }, (_, i) => `2024-03-0${i + 1},${i + (i % 2)}`).join('\n');
    const { form } = await opened(`day,y\n${rows}\n`, 'y ~ day');
    assert.equal(form.fields[0]?.unit, 'days since 2024-03-01');
  });
});

describe('how a prediction adds up', () => {
  it('names what every term adds, to the fitted value', async () => {
    const { model, fit } = await opened(HOUSES, '`price (kUSD)` ~ `area (sqm)` + I(`area (sqm)`^2) + zone');
    const sum = sumOf(model, { 'area (sqm)': 50, zone: 'edge' });
    assert.deepEqual(
      sum.terms.map(({ label }) => label),
      ['area 50', 'I(`area (sqm)`^2)', 'zone edge'],
    );
    assertClose(sum.total, fit.rows.fitted[0]!, { tolerance: 1e-12, what: 'total' });
    assert.equal(sum.scale, null);
  });

  it('says on which scale it adds up', async () => {
    const { model } = await opened(HOUSES, 'log(`price (kUSD)`) ~ zone - 1');
    const sum = sumOf(model, { zone: 'edge' });
    assert.deepEqual([sum.start, sum.scale], [null, 'log(`price (kUSD)`)']);
  });
});
