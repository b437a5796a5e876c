import assert from 'node:assert/strict';
import { analyse } from '../../../src/core/buildReport.js';
import type { FitReport } from '../../../src/core/report.js';
import { plainText } from '../../../src/core/words/parts.js';
import type { Sentence } from '../../../src/core/words/sentence.js';
import { tableOf } from '../fit/tableOf.js';
import { normalNumbers } from '../plot/handMadeFit.js';

type Columns = Record<string, readonly number[] | readonly string[]>;

async function reportOf(columns: Columns, formula: string): Promise<FitReport> {
  return analyse(tableOf(columns), formula, { confidence: 0.95, readMs: 0 });
}

function sentencesOf({ fitView, residualsView: { shape, tails, trend, spread } }: FitReport): Sentence[] {
  return [fitView, shape, tails, trend, spread].map(({ sentence }) => sentence);
}

async function textsOf(columns: Columns, formula: string): Promise<string[]> {
  return sentencesOf(await reportOf(columns, formula)).map(({ parts }) => plainText(parts));
}

async function verdictsOf(columns: Columns, formula: string): Promise<Sentence['verdict'][]> {
  return sentencesOf(await reportOf(columns, formula)).map(({ verdict }) => verdict);
}

const n = 200;
const x = normalNumbers(n, 11).map((value) => 10 + 2 * value);
const noise = normalNumbers(n, 12);
const straight = { 'area (sqft)': x, 'price (kUSD)': x.map((value, i) => 3 + 0.5 * value + noise[i]!) };

describe('the sentence under the fit', () => {
  it('says the slope in the units of the file', async () => {
    const [text] = await textsOf(straight, '`price (kUSD)` ~ `area (sqft)`');
    assert.match(text!, /^Each extra sqft goes with 0\.\d+ kUSD more \(95 % interval 0\.\d+ to 0\.\d+\)\. /);
    assert.match(text!, /A good fit has rows spread evenly along the whole line; here they are\.$/);
  });

  it('sets the answer and the lines apart', async () => {
    const y = x.map((value, i) => 3 - 2 * value + noise[i]!);
    y[7] = 30;
    const { fitView } = await reportOf({ x, y }, 'y ~ x');
    const { parts } = fitView.sentence;
    assert.match(
      plainText(parts),
      /^Each extra unit of x goes with [\d.]+ less y \(95 % interval [\d.]+ to [\d.]+\)/,
    );
    assert.ok(parts.some((part) => typeof part === 'object' && 'strong' in part));
    assert.ok(parts.some((part) => typeof part === 'object' && 'line' in part && part.line === 9));
    assert.ok(parts.some((part) => typeof part === 'object' && 'column' in part && part.column === 'x'));
  });

  it('says when the sign cannot be told', async () => {
    const [text] = await textsOf({ x, y: noise }, 'y ~ x');
    assert.match(text!, /interval −[\d.]+ to [\d.]+, so the file cannot tell its sign\)/);
  });

  it('names the features held fixed, the largest mover first', async () => {
    const z = normalNumbers(n, 13);
    const y = x.map((value, i) => value + 0.1 * z[i]! + noise[i]!);
    const [text] = await textsOf({ z, 'x (years)': x, y }, 'y ~ .');
    assert.match(text!, /^With z held fixed, each extra year goes with /);
    assert.match(text!, /hugs the dashed diagonal over its whole length; this one does\.$/);
  });

  it('counts features that are too many to name, and says which are drawn', async () => {
    const columns: Record<string, number[]> = Object.fromEntries(
      Array.from({ length: 30 }, (_, k) => [`c${k}`, normalNumbers(n, 100 + k)]),
    );
    const report = await reportOf(
      { ...columns, y: noise.map((value, i) => value + columns.c3![i]!) },
      'y ~ .',
    );
    const text = plainText(report.fitView.sentence.parts);
    assert.match(text, /^With the other 29 held fixed, each extra unit of c3 /);
    assert.match(text, / Of 30 features the 24 that move it most are drawn\.$/);
    assert.ok(report.fitView.kind === 'several' && report.fitView.partials.length === 24);
    assert.equal(report.fitView.partials[0]!.feature.name, 'c3');
  });

  for (const [what, columns, formula, expected] of [
    [
      'a perfect fit',
      { x: [1, 2, 3, 4, 5, 6, 7, 8], y: [3, 5, 7, 9, 11, 13, 15, 17] },
      'y ~ x',
      /goes with 2 more y\. Every row/,
    ],
    [
      'a constant target',
      { x: [1, 2, 3, 4], y: [5, 5, 5, 5] },
      'y ~ x',
      /^y is 5 in every row, so there is nothing to explain\.$/,
    ],
    [
      'a constant feature',
      { x: [2, 2, 2, 2], y: [5, 6, 4, 5] },
      'y ~ x',
      /^x cannot tell the rows apart.* mean of y, 5\.0/,
    ],
    [
      'the mean alone',
      { y: [5, 6, 4, 5, 6, 4, 5] },
      'y ~ 1',
      /^The mean of y is 5\.0\d* \(95 % interval 4\.\d+ to 5\.\d+\)\./,
    ],
    ['a line through zero', straight, '`price (kUSD)` ~ `area (sqft)` - 1', /The line is held at zero\./],
    ['too few rows', { x: [1, 2, 3, 4], y: [3, 5, 6, 9] }, 'y ~ x', /there are too few rows to tell\.$/],
  ] as const)
    it(`speaks of ${what}`, async () => assert.match((await textsOf(columns, formula))[0]!, expected));

  const zone = x.map((_, i) => ['centre', 'edge', 'north'][i % 3]!);
  const houses = { ...straight, zone, age: normalNumbers(n, 14) };
  const rich = {
    ...houses,
    'price (kUSD)': x.map((value, i) => 30 + 0.5 * value + [0, 9, 1][i % 3]! + 0.1 * noise[i]!),
  };

  for (const [what, columns, formula, expected] of [
    [
      'a level and its reference',
      rich,
      '`price (kUSD)` ~ `area (sqft)` + age + zone',
      /^With area and age held fixed, zone edge rather than centre goes with 8\.98 kUSD more \(95 % interval/,
    ],
    [
      'one factor by itself',
      { y: rich['price (kUSD)'], side: zone.map((name) => (name === 'edge' ? 'b' : 'a')) },
      'y ~ side',
      /^side b rather than a goes with 8\.\d+ more y/,
    ],
    [
      'a term beside those that share their columns',
      rich,
      '`price (kUSD)` ~ poly(`area (sqft)`, 2) + age * zone',
      /^No coefficient speaks for itself: the terms share their columns\. A good fit/,
    ],
    [
      'what stands by itself beside a polynomial',
      rich,
      '`price (kUSD)` ~ `area (sqft)` + I(`area (sqft)`^2) + zone',
      /^With area and I\(`area \(sqft\)`\^2\) held fixed, zone edge rather than centre goes with 8\.98/,
    ],
    [
      'levels without an intercept',
      rich,
      '`price (kUSD)` ~ zone + age - 1',
      /^With zone held fixed, each extra unit of age goes with /,
    ],
    [
      'a computed target',
      straight,
      'log(`price (kUSD)`) ~ `area (sqft)`',
      /0\.0\d+ more log\(`price \(kUSD\)…? ?/,
    ],
  ] as const)
    it(`speaks of ${what}`, async () => assert.match((await textsOf(columns, formula))[0]!, expected));

  it('draws a feature by itself only where it moves by itself', async () => {
    const drawn = async (formula: string) => {
      const { fitView } = await reportOf(rich, formula);
      assert.ok(fitView.kind === 'several');
      return fitView.partials.map(({ feature }) => feature.name);
    };
    assert.deepEqual(await drawn('`price (kUSD)` ~ `area (sqft)` * zone + age'), ['age']);
    assert.deepEqual(await drawn('`price (kUSD)` ~ sqrt(`area (sqft)`) + zone'), ['sqrt(`area (sqft)`)']);
    assert.deepEqual(await drawn('`price (kUSD)` ~ `area (sqft)` + I(`area (sqft)`^2)'), []);
  });
});

describe('the sentences under the residuals', () => {
  it('find nothing in a normal sample', async () => {
    assert.deepEqual(await verdictsOf(straight, '`price (kUSD)` ~ .'), [
      null,
      'good',
      'good',
      'good',
      'good',
    ]);
  });

  it('find a curve, and which way it bends', async () => {
    const y = x.map((value, i) => (value - 10) ** 2 + noise[i]!);
    const texts = await textsOf({ x, y }, 'y ~ x');
    assert.match(texts[0]!, /here the rows bend away from it/);
    assert.match(texts[3]!, /rows lie above the fit at both ends, below it between/);
    const opposite = await textsOf({ x, y: y.map((value) => -value) }, 'y ~ x');
    assert.match(opposite[3]!, /rows lie below the fit at both ends, above it between/);
  });

  it('find a spread that grows, against the feature where the slope is negative', async () => {
    const y = x.map((value, i) => -value + noise[i]! * 0.2 * Math.exp((10 - value) / 3));
    const texts = await textsOf({ x, y }, 'y ~ x');
    assert.match(texts[0]!, /the spread shrinks with x/);
    assert.match(
      texts[4]!,
      /^The smooth should stay level\. Here it climbs: rows with the largest fitted y miss by/,
    );
  });

  it('find skewness, long tails and rows far out', async () => {
    const skewed = x.map((value, i) => value + Math.exp(noise[i]!));
    assert.match(
      (await textsOf({ x, y: skewed }, 'y ~ x'))[1]!,
      /they lean left, with a long tail to the right/,
    );
    const tails = x.map((value, i) => value + noise[i]! ** 3);
    const texts = await textsOf({ x, y: tails }, 'y ~ x');
    assert.match(texts[1]!, /they stand taller in the middle, with longer tails/);
    assert.match(texts[2]!, /^Points should stay inside the band\. Here \w+ rows leave it: lines /);
    const flat = x.map((value, i) => value + ((i * 7919) % n) / n);
    assert.match((await textsOf({ x, y: flat }, 'y ~ x'))[1]!, /they are flatter than it/);
  });

  it('judge nothing in a perfect fit or with too few rows', async () => {
    const perfect = await verdictsOf({ x: [1, 2, 3, 4, 5, 6, 7], y: [3, 5, 7, 9, 11, 13, 15] }, 'y ~ x');
    assert.deepEqual(perfect, [null, null, null, null, null]);
    const few = await verdictsOf({ x: [1, 2, 3, 4], y: [3, 5, 6, 9] }, 'y ~ x');
    assert.deepEqual(few, [null, null, null, null, null]);
  });

  it('never speak of significance, and stay within three lines of 76 characters', async () => {
    const name = 'a very long name that a header should not have but does have all the same';
    const y = x.map((value, i) => value ** 2 + noise[i]! * value);
    y[3] = 900;
    y[4] = -900;
    for (const columns of [
      straight,
      { x, y },
      { [`${name} 1`]: x, [`${name} 2`]: noise, [`${name} 3`]: y },
    ]) {
      const names = Object.keys(columns);
      const formula = `\`${names.at(-1)}\` ~ .`;
      for (const text of await textsOf(columns, formula)) {
        assert.doesNotMatch(text, /signific/i);
        // Names that are cut still take a line more.
        assert.ok(text.length <= (names[0]!.length > 24 ? 4 : 3) * 76, `${text.length}: ${text}`);
        assert.match(text, /^[^ ].*\.$/);
      }
    }
  });
});
