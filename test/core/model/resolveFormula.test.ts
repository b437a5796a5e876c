import assert from 'node:assert/strict';
import { type ErrorCode, GausslineError } from '../../../src/core/errors.js';
import { resolveFormula } from '../../../src/core/model/resolveFormula.js';
import { handMadeTable } from './handMadeTable.js';

const table = handMadeTable({
  unfilled: ['', '', ''],
  zone: ['edge', 'centre', 'edge'],
  area: [10, 20, 30],
  age: [3, 1, 2],
  'lot (m2)': [7, 5, 9],
  year: ['1990', 'new', '2001'],
  price: [100, 180, 320],
});

/** Formula and the canonical text it means: the rules are those of R's `terms.formula` (R 4.2, `?formula`). */
const MEANINGS: readonly [string, string][] = [
  ['price ~ area', 'price ~ area'],
  ['  price~area+age  ', 'price ~ area + age'],
  ['price ~ area +\n age', 'price ~ area + age'],
  ['price ~ .', 'price ~ zone + area + age + `lot (m2)`'],
  ['price ~ . - age', 'price ~ zone + area + `lot (m2)`'],
  ['price ~ . - zone', 'price ~ area + age + `lot (m2)`'],
  ['price ~ . - price', 'price ~ zone + area + age + `lot (m2)`'],
  ['price ~ age + .', 'price ~ age + zone + area + `lot (m2)`'],
  ['age ~ . - `lot (m2)`', 'age ~ zone + area + price'],
  ['log(price) ~ . - zone', 'log(price) ~ area + age + `lot (m2)`'],
  ['price ~ area * zone', 'price ~ area + zone + area:zone'],
  ['price ~ zone:area + area', 'price ~ zone:area + area'],
  ['price ~ area * age - area', 'price ~ area * age - area'],
  ['price ~ (area + age)^2', 'price ~ area + age + area:age'],
  ['price ~ area/age', 'price ~ area + area:age'],
  ['price ~ area %in% age', 'price ~ area:age'],
  ['price ~ area:area', 'price ~ area'],
  ['price ~ area**2', 'price ~ area'],
  ['price ~ I(area ** 2)', 'price ~ I(area^2)'],
  ['price ~ I( 2*area-1 )', 'price ~ I(2 * area - 1)'],
  ['price ~ I((area+age)/100000)', 'price ~ I((area + age)/1e+05)'],
  ['price ~ log(`lot (m2)`)', 'price ~ log(`lot (m2)`)'],
  ['price ~ poly(area, degree=2,raw=TRUE)', 'price ~ poly(area, degree = 2, raw = TRUE)'],
  ['price ~ factor( age )', 'price ~ factor(age)'],
  ['sqrt(price) ~ area', 'sqrt(price) ~ area'],
  ['price / 1000 ~ area', 'price/1000 ~ area'],
  ['price + age ~ area', 'price + age ~ area'],
  ['price ~ zone', 'price ~ zone'],
  ['price ~ area + area', 'price ~ area'],
  ['price ~ area - area', 'price ~ 1'],
  ['price ~ area - area + area', 'price ~ area'],
  ['price ~ area - age', 'price ~ area'],
  ['price ~ (area + age) - area', 'price ~ age'],
  ['price ~ area - (area - age)', 'price ~ 1'],
  ['price ~ area - (age + area)', 'price ~ 1'],
  ['price ~ area + (-age)', 'price ~ area'],
  ['price ~ +area', 'price ~ area'],
  ['price ~ -area', 'price ~ 1'],
  ['price ~ 1', 'price ~ 1'],
  ['price ~ 1 + area', 'price ~ area'],
  ['price ~ area + 0', 'price ~ area - 1'],
  ['price ~ 0 + area', 'price ~ area - 1'],
  ['price ~ area - 1', 'price ~ area - 1'],
  ['price ~ -1 + area', 'price ~ area - 1'],
  ['price ~ area - 0', 'price ~ area'],
  ['price ~ area - 1 + 1', 'price ~ area'],
  ['price ~ area + 1 - 1', 'price ~ area - 1'],
  ['price ~ area - (-1)', 'price ~ area'],
  ['(price) ~ ((area))', 'price ~ area'],
  ['`price` ~ `area`', 'price ~ area'],
  ['price ~ 1.0 + area', 'price ~ area'],
  ['price ~ 1L + area', 'price ~ area'],
  ['price ~ 0x1 + area', 'price ~ area'],
];

/** Formula, code, and the text the range covers. */
const FAILURES: readonly [string, ErrorCode, string][] = [
  ['', 'formula/no-target', ''],
  ['~ area', 'formula/no-target', '~'],
  ['area + age', 'formula/no-target', 'area + age'],
  ['price ~', 'formula/syntax', ''],
  ['price ~ area +', 'formula/syntax', ''],
  ['price ~ area age', 'formula/syntax', 'age'],
  ['price ~ area ~ age', 'formula/syntax', '~'],
  ['price ~ (area', 'formula/syntax', ''],
  ['price ~ area)', 'formula/syntax', ')'],
  ['price ~ ()', 'formula/syntax', ')'],
  ['price ~ * area', 'formula/syntax', '*'],
  ['price ~ area % age', 'formula/syntax', '%'],
  ['price ~ area, age', 'formula/syntax', ','],
  ['price ~ 😀', 'formula/syntax', '😀'],
  ['price ~ 2nd', 'formula/syntax', 'nd'],
  ['price ~ `area', 'formula/syntax', '`area'],
  ['price ~ ``', 'formula/syntax', '``'],
  ['price ~ `a\\d`', 'formula/syntax', '\\d'],
  ['price ~ "area', 'formula/syntax', '"area'],
  ['price ~ area^-age', 'formula/not-supported', '^'],
  ['price ~ area^0', 'formula/not-supported', '^'],
  ['price ~ area^1.5', 'formula/not-supported', '^'],
  ['price ~ area:1', 'formula/not-supported', ':'],
  ['price ~ I(area:age)', 'formula/not-supported', ':'],
  ['price ~ I(.)', 'formula/not-supported', '.'],
  ['price ~ I(poly(area, 2))', 'formula/unknown-function', 'poly'],
  ['price ~ f()', 'formula/unknown-function', 'f'],
  ['price ~ lgo(area)', 'formula/unknown-function', 'lgo'],
  ['price ~ log()', 'formula/argument', 'log()'],
  ['price ~ sqrt(area, age)', 'formula/argument', 'sqrt(area, age)'],
  ['price ~ poly()', 'formula/argument', 'poly()'],
  ['price ~ poly(area, 2, simple = TRUE)', 'formula/argument', 'poly(area, 2, simple = TRUE)'],
  ['price ~ poly(area, 0)', 'formula/argument', 'poly(area, 0)'],
  ['price ~ poly(area, age)', 'formula/argument', 'poly(area, age)'],
  ['price ~ poly(area, 2, raw = maybe)', 'formula/argument', 'poly(area, 2, raw = maybe)'],
  ['price ~ factor(area + 1)', 'formula/argument', 'factor(area + 1)'],
  ['price ~ log(zone)', 'formula/not-numeric', 'zone'],
  ['price ~ I(zone * 2)', 'formula/not-numeric', 'zone'],
  ['log(zone) ~ area', 'formula/not-numeric', 'zone'],
  ['price ~ log(aera)', 'formula/unknown-column', 'aera'],
  ['1 ~ area', 'formula/no-target', '1'],
  ['price ~ 2', 'formula/not-supported', '2'],
  ['price ~ area + .5', 'formula/not-supported', '.5'],
  ['price ~ "zinc"', 'formula/not-supported', '"zinc"'],
  ['price ~ "area"', 'formula/not-supported', '"area"'],
  ['price ~ lot (m2)', 'formula/not-supported', 'lot (m2)'],
  ['log(price) ~ area + I(price^2)', 'formula/target-as-feature', 'I(price^2)'],
  ['. ~ area', 'formula/not-supported', '.'],
  ['price ~ aera', 'formula/unknown-column', 'aera'],
  ['price ~ area - nothing', 'formula/unknown-column', 'nothing'],
  ['price ~ __proto__', 'formula/unknown-column', '__proto__'],
  ['cost ~ area', 'formula/unknown-column', 'cost'],
  ['zone ~ area', 'formula/not-numeric', 'zone'],
  ['price ~ area + unfilled', 'formula/empty-column', 'unfilled'],
  ['price ~ factor(unfilled)', 'formula/empty-column', 'factor(unfilled)'],
  ['price ~ log(unfilled)', 'formula/empty-column', 'unfilled'],
  ['unfilled ~ area', 'formula/empty-column', 'unfilled'],
  ['price ~ area + price', 'formula/target-as-feature', 'price'],
  ['(price) ~ price', 'formula/target-as-feature', 'price'],
  ['price ~ 0', 'fit/no-terms', '0'],
  ['price ~ area - area - 1', 'fit/no-terms', 'area - area - 1'],
];

describe('resolveFormula', () => {
  for (const [text, meaning] of MEANINGS)
    it(`reads ${JSON.stringify(text)}`, () => assert.equal(resolveFormula(text, table).formula, meaning));

  for (const [text, code, covered] of FAILURES) {
    it(`refuses ${JSON.stringify(text)} with ${code}`, () => {
      const error = failureOf(text);
      assert.equal(error.code, code);
      const { start, end } = error.details.range!;
      assert.equal(text.slice(start, end), covered);
      assert.match(error.hint!, /^[A-Z][a-z]+ /);
      assert.match(error.message, /\.$/);
    });
  }

  it('offers the nearest name, in backticks where it needs them', () => {
    const misspelt = failureOf('price ~ aera');
    assert.equal(misspelt.hint, 'Change it to `area`, the nearest name.');
    assert.equal(misspelt.details.replacement, 'area');
    assert.equal(failureOf('price ~ Lot').details.replacement, '`lot (m2)`');
    assert.equal(failureOf('price ~ lot (m2)').details.replacement, '`lot (m2)`');
    assert.equal(failureOf('price ~ completely_else').details.replacement, undefined);
  });

  it('names the columns there are, a dozen at most', () => {
    assert.match(
      failureOf('price ~ qqqqqqq').message,
      /`zone`, `area`, `age`, `lot \(m2\)`, `year`, `price`\.$/,
    );
    const wide = handMadeTable(Object.fromEntries(Array.from({ length: 30 }, (_, j) => [`c${j}`, [j]])));
    assert.throws(() => resolveFormula('c0 ~ else_where', wide), /`c11` and 18 more\.$/);
  });

  it('names the line of the first cell that is no number', () => {
    const { message, details } = failureOf('price ~ log(year)');
    assert.match(message, /line 3 has "new"/);
    assert.equal(details.line, 3);
  });

  it('warns of a factor that a cell made of a column of numbers', () => {
    const { warnings } = resolveFormula('price ~ year', table);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['formula/text-as-factor'],
    );
    assert.match(warnings[0]!.message, /^`year` is a factor of 3 levels, because line 3 has "new"/);
  });

  it('says which texts `.` takes as factors, and which never', () => {
    const { warnings, formula } = resolveFormula('price ~ .', table);
    assert.equal(formula, 'price ~ zone + area + age + `lot (m2)`');
    assert.deepEqual(warnings, [
      {
        code: 'formula/dot-factors',
        message: '`.` takes columns of text as factors: `zone` (2 levels).',
        hint: 'Take one out with `-`, as in `. - zone`.',
      },
      {
        code: 'csv/text-left-out',
        message: '`year` is left out of the model as text: line 3 has "new" among numbers.',
        hint: 'Correct such cells; or, in the panel, read the column as numbers, which leaves their rows out, or count the word as missing.',
      },
    ]);
    const without = resolveFormula('price ~ . - zone', table).warnings;
    assert.deepEqual(
      without.map(({ code }) => code),
      ['csv/text-left-out'],
    );
    const names = handMadeTable({ name: ['ann', 'bo', 'cy', 'di'], y: [1, 2, 3, 5] });
    assert.deepEqual(resolveFormula('y ~ .', names).warnings, [
      {
        code: 'csv/identifier-left-out',
        message:
          '`.` does not stand for text that tells rows apart and describes none: `name` (all values distinct).',
      },
    ]);
  });

  it('refuses what expands without end, at once', () => {
    const many = handMadeTable(Object.fromEntries(Array.from({ length: 300 }, (_, j) => [`c${j}`, [j]])));
    assert.equal(failureOf('c0 ~ .^9', many).code, 'formula/too-many-terms');
    assert.equal(failureOf('c0 ~ (. + c1)^3', many).code, 'formula/too-many-terms');
    assert.equal(resolveFormula('c0 ~ (c1 + c2 + c3)^999999999', many).terms.length, 7);
  });

  it('refuses arithmetic that nests without end', () => {
    assert.equal(failureOf(`price ~ ${'area * '.repeat(20_000)}age`).code, 'formula/syntax');
    assert.equal(failureOf(`price ~ I(${'area + '.repeat(5000)}1)`).code, 'formula/syntax');
  });

  it('refuses the reference of a column that is not there', () => {
    assert.throws(
      () => resolveFormula('price ~ zone', table, { zoen: 'edge' }),
      (error) => error instanceof GausslineError && error.hint === 'Change it to `zone`, the nearest name.',
    );
    assert.equal(resolveFormula('price ~ area', table, { zone: 'edge' }).formula, 'price ~ area');
  });

  it('names the functions there are, and the nearest one', () => {
    const { message, hint, details } = failureOf('price ~ lgo(area)');
    assert.match(message, /`log`, `log2`, `log10`, `log1p`, `exp`, `sqrt`, `abs`, `I`, `poly`, `factor`\.$/);
    assert.equal(hint, 'Change it to `log`.');
    assert.equal(details.replacement, 'log');
  });

  it('reads a sum of 20,000 columns', () => {
    const many = handMadeTable({ y: [1], x: [2] });
    const text = `y ~ ${Array.from({ length: 20_000 }, () => 'x').join(' + ')}`;
    assert.equal(resolveFormula(text, many).formula, 'y ~ x');
  });

  it('refuses endless nesting with a code', () => {
    assert.equal(failureOf(`price ~ ${'('.repeat(50_000)}`).code, 'formula/syntax');
    assert.equal(failureOf(`price ~ ${'-'.repeat(50_000)}area`).code, 'formula/syntax');
  });
});

function failureOf(text: string, of = table): GausslineError {
  try {
    resolveFormula(text, of);
  } catch (error) {
    assert.ok(error instanceof GausslineError, String(error));
    return error;
  }
  throw new Error(`${JSON.stringify(text)} was accepted`);
}
