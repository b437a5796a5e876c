import assert from 'node:assert/strict';
import { fitFormula, type ModelChoices } from '../../../src/core/fitFormula.js';
import type { Table } from '../../../src/core/table/table.js';
import { certifiedTable, tableOf } from '../fit/tableOf.js';
import { poissonNumbers } from '../plot/handMadeFit.js';

async function advised(table: Table, formula: string, choices: ModelChoices & { markLimit?: number } = {}) {
  const { fit } = await fitFormula(table, formula, { confidence: 0.95, ...choices });
  return fit.warnings.filter(({ code }) => code === 'fit/counts');
}

const isAdvised = async (...asked: Parameters<typeof advised>) => (await advised(...asked)).length === 1;

const sprays = certifiedTable('r/InsectSprays.csv');
const cars = certifiedTable('r/mtcars.csv');

describe('advice to fit counts as such', () => {
  it('is given once for insects, breaks of a thread and carburettors', async () => {
    const [advice, ...more] = await advised(sprays, 'count ~ spray');
    assert.equal(more.length, 0);
    // Of the file: 0 to 26, mean 9.5.
    assert.match(
      advice!.message,
      /^`count` looks like a count: whole numbers from 0 to 26 with a mean of 9\.50\./,
    );
    assert.match(advice!.hint!, /Poisson in the Model view, or `--family poisson`/);
    assert.ok(await isAdvised(certifiedTable('r/warpbreaks.csv'), 'breaks ~ wool + tension'));
    assert.ok(await isAdvised(cars, 'carb ~ hp'));
  });

  // Measures, codes, days and years; each lacks something that counts have.
  const others: [string, string, string][] = [
    ['horse power and', 'r/mtcars.csv', 'hp ~ wt'],
    ['cylinders, which are even,', 'r/mtcars.csv', 'cyl ~ wt'],
    ['gears, which hardly vary,', 'r/mtcars.csv', 'gear ~ wt'],
    ['a binary target', 'r/mtcars.csv', 'am ~ wt'],
    ['stopping distances, which are large,', 'r/cars.csv', 'dist ~ speed'],
    ['speeds, which are not skewed,', 'r/cars.csv', 'speed ~ dist'],
    ['waiting times', 'r/faithful.csv', 'waiting ~ eruptions'],
    ['heights, which vary less than counts do,', 'r/trees.csv', 'Height ~ Girth'],
    ['days of the month', 'r/airquality.csv', 'Day ~ Wind'],
    ['months', 'r/airquality.csv', 'Month ~ Temp'],
    ['ozone, which is large,', 'r/airquality.csv', 'Ozone ~ Wind'],
    ['temperatures', 'r/airquality.csv', 'Temp ~ Wind'],
    ['years', 'r/longley.csv', 'Year ~ GNP'],
    ['numbers with decimals', 'r/iris.csv', 'Sepal.Length ~ Sepal.Width'],
  ];
  for (const [what, file, formula] of others)
    it(`is not given for ${what} as ${formula}`, async () => {
      assert.ok(!(await isAdvised(certifiedTable(file), formula)));
    });

  it('is not given for numbers that name rows, for ratings, or for a computed target', async () => {
    const x = Array.from({ length: 200 }, (_, i) => (i * 37) % 101);
    const table = tableOf({ x, id: x.map((_, i) => i), rating: x.map((value) => 1 + ((value * 7) % 5)) });
    assert.ok(!(await isAdvised(table, 'id ~ x')));
    assert.ok(!(await isAdvised(table, 'rating ~ x')));
    assert.ok(!(await isAdvised(sprays, 'sqrt(count) ~ spray')));
  });

  it('is not given where it has been taken', async () => {
    assert.ok(!(await isAdvised(sprays, 'count ~ spray', { family: { name: 'poisson', link: 'log' } })));
  });

  it('is given for rows too many to be kept, by a sample of them', async () => {
    const x = Array.from({ length: 5000 }, (_, i) => (i % 50) / 25);
    const y = poissonNumbers(
      x.map((value) => Math.exp(value)),
      5,
    );
    assert.ok(await isAdvised(tableOf({ x, y }), 'y ~ x', { markLimit: 1000 }));
    assert.ok(
      !(await isAdvised(tableOf({ x, y: y.map((count) => count + 0.5) }), 'y ~ x', { markLimit: 1000 })),
    );
  });
});
