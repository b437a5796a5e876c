import assert from 'node:assert/strict';
import type { NestedTest } from '../../../src/core/compare/comparison.js';
import type { Family } from '../../../src/core/model/family.js';
import { testSentence } from '../../../src/core/words/comparisonWords.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable } from '../fit/tableOf.js';
import { type Asked, compared } from './fitsOf.js';

const cars = certifiedTable('r/mtcars.csv');
const sprays = certifiedTable('r/InsectSprays.csv');
const POISSON = { family: { name: 'poisson', link: 'log' } } as const satisfies { family: Family };

function assertTest(test: NestedTest | null, expected: Omit<NestedTest, 'kind' | 'larger'>): void {
  assert.ok(test !== null);
  assert.deepEqual([test.df, test.dfResidual], [expected.df, expected.dfResidual]);
  for (const key of ['decrease', 'statistic', 'pValue'] as const)
    assertClose(test[key], expected[key], { tolerance: 1e-10, what: key });
}

// R 4.2.2: anova(a, b): Sum of Sq, Df, Res.Df, F, Pr(>F).
const SQUARES: {
  what: string;
  file: string;
  formulas: [string, string];
  asked?: Asked;
  expected: number[];
}[] = [
  {
    what: 'of more terms',
    file: 'r/mtcars.csv',
    formulas: ['mpg ~ wt', 'mpg ~ wt + hp + factor(cyl)'],
    expected: [117.54430355869104, 3, 27, 6.5798874246974206, 0.0017543680500999588],
  },
  {
    what: 'of an intercept',
    file: 'r/cars.csv',
    formulas: ['dist ~ 0 + speed', 'dist ~ speed'],
    expected: [1600.2557859175085, 1, 48, 6.7655027350861277, 0.012318816153808781],
  },
  {
    what: 'of a polynomial, whose columns are others',
    file: 'r/mtcars.csv',
    formulas: ['mpg ~ hp', 'mpg ~ poly(hp, 2)'],
    expected: [173.04265207035473, 1, 29, 18.272608784806334, 0.00018892397514186444],
  },
  {
    what: 'of a number within the factor of its values',
    file: 'r/mtcars.csv',
    formulas: ['mpg ~ carb', 'mpg ~ factor(carb)'],
    expected: [158.78496224332082, 4, 26, 1.6500801278619401, 0.19182954932747137],
  },
  {
    what: 'with weights',
    file: 'r/mtcars.csv',
    formulas: ['mpg ~ wt', 'mpg ~ wt * hp'],
    asked: { weights: 'qsec' },
    expected: [2577.7828053522039, 2, 28, 15.028626220134644, 3.6831697312635226e-5],
  },
];

describe('the test of two nested fits', () => {
  for (const { what, file, formulas, asked, expected: numbers } of SQUARES)
    it(`is R's F test ${what}, whichever comes first`, async () => {
      const [a, b] = formulas;
      const [decrease = 0, df = 0, dfResidual = 0, value = 0, pValue = 0] = numbers;
      const expected = { decrease, df, dfResidual, statistic: value, pValue };
      const there = await compared(certifiedTable(file), [a, b], asked);
      assertTest(there.test, expected);
      assert.deepEqual([there.test?.kind, there.test?.larger, there.whyNoTest], ['f', 'second', null]);
      const back = await compared(certifiedTable(file), [b, a], asked);
      assertTest(back.test, expected);
      assert.equal(back.test?.larger, 'first');
    });

  // R 4.2.2: anova(a, b, test = "Chisq"): Deviance, Df, Pr(>Chi).
  it("is R's likelihood ratio for counts", async () => {
    const insects = await compared(sprays, ['count ~ 1', 'count ~ spray'], POISSON);
    assertTest(insects.test, {
      ...{ decrease: 310.7125297023955, df: 5, dfResidual: null },
      ...{ statistic: 310.7125297023955, pValue: 4.9793748864913932e-65 },
    });
    assert.equal(insects.test?.kind, 'likelihood ratio');
    const breaks = ['breaks ~ wool + tension', 'breaks ~ wool * tension'] as const;
    const { test } = await compared(certifiedTable('r/warpbreaks.csv'), breaks, POISSON);
    assertTest(test, {
      ...{ decrease: 28.086757476607119, df: 2, dfResidual: null },
      ...{ statistic: 28.086757476607119, pValue: 7.9622921158247192e-7 },
    });
  });

  it('is said in a sentence', async () => {
    const better = await compared(cars, ['mpg ~ wt', 'mpg ~ wt + hp + factor(cyl)']);
    assert.equal(
      testSentence(better),
      'B, which is A and 3 more coefficients, fits better than chance would have it (F 6.6 on 3 and 27, p 0.0018).',
    );
    const same = await compared(cars, ['mpg ~ factor(carb)', 'mpg ~ carb']);
    assert.equal(
      testSentence(same),
      'A is B and 4 more coefficients, and fits no better than chance would have it (F 1.7 on 4 and 26, p 0.19).',
    );
  });
});

describe('two fits without a test', () => {
  const reasons: [string, [string, string], Asked, Asked, RegExp][] = [
    ['neither holds the other', ['mpg ~ wt', 'mpg ~ hp'], {}, {}, /neither model holds the other/],
    [
      'both say the same, one as a polynomial',
      ['mpg ~ hp + I(hp^2)', 'mpg ~ poly(hp, 2)'],
      {},
      {},
      /both say the same/,
    ],
    [
      'both say the same, without an intercept and with',
      ['mpg ~ factor(cyl) - 1', 'mpg ~ factor(cyl)'],
      {},
      {},
      /both say the same/,
    ],
    ['the target is a logarithm', ['mpg ~ wt', 'log(mpg) ~ wt'], {}, {}, /other targets/],
    [
      'the noise is another',
      ['carb ~ wt', 'carb ~ wt + hp'],
      {},
      POISSON,
      /neither is a special case of the other/,
    ],
    [
      'one is a median',
      ['mpg ~ wt', 'mpg ~ wt + hp'],
      {},
      { family: { name: 'laplace', quantile: 0.5 } },
      /not of quantiles or Huber/,
    ],
    ['one is a ridge', ['mpg ~ wt', 'mpg ~ wt + hp'], { lambda: 1 }, {}, /a ridge draws/],
    ['one has weights', ['mpg ~ wt', 'mpg ~ wt + hp'], {}, { weights: 'qsec' }, /rows weigh otherwise/],
    [
      'standard errors are robust',
      ['mpg ~ wt', 'mpg ~ wt + hp'],
      { covariance: 'hc3' },
      {},
      /robust standard errors/,
    ],
  ];
  for (const [what, formulas, first, second, why] of reasons)
    it(`say why: ${what}`, async () => {
      const { test, whyNoTest } = await compared(cars, formulas, first, second);
      assert.equal(test, null);
      assert.match(whyNoTest ?? '', why);
    });

  it('say why where other rows lack a value', async () => {
    const air = certifiedTable('r/airquality.csv');
    const nested = await compared(air, ['Ozone ~ Wind', 'Ozone ~ Wind + `Solar.R`']);
    // R: 116 and 111 complete cases.
    assert.match(nested.whyNoTest ?? '', /A uses 116 rows and B 111/);
    const solar = await compared(air, ['Ozone ~ `Solar.R`', 'Ozone ~ Wind']);
    assert.match(solar.whyNoTest ?? '', /A uses 111 rows and B 116/);
  });
});
