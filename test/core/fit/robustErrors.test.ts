import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { fitParts } from '../../../src/core/fit/fitParts.js';
import { COVARIANCE_KINDS, type CovarianceKind } from '../../../src/core/judge/covarianceKind.js';
import { studentTwoSided } from '../../../src/core/judge/distributions.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { assertClose } from './close.js';
import { partsOf } from './parts.js';
import { certifiedTable, spec, tableOf } from './tableOf.js';

type Model = { id: string; n: number; dfResidual: number; exact: Record<string, number[]> };
const { models } = JSON.parse(readFileSync('test/certified/r/reference.json', 'utf8')) as { models: Model[] };

const MODEL = 'mpg ~ wt + hp';
const { n, dfResidual, exact } = models.find(({ id }) => id === `mtcars: ${MODEL}`)!;

// HC0 and HC3 of `exact`, 50-digit arithmetic (test/certified/README.md); HC1 is HC0 with its factor; HC2 is R 4.2.2's,
// by its definition: sqrt(diag(Ri (Q' diag(e² / (1 - h)) Q) Ri')).
const EXPECTED: Record<CovarianceKind, readonly number[]> = {
  classic: exact.se!,
  hc0: exact.hc0!,
  hc1: exact.hc0!.map((error) => error * Math.sqrt(n / dfResidual)),
  hc2: [2.0776099435146276, 0.6877654817358432, 0.007825029397515079],
  hc3: exact.hc3!,
};

describe('standard errors by choice', () => {
  for (const covariance of COVARIANCE_KINDS)
    for (const [how, kernel] of [
      ['kernel', loadKernel],
      ['plain loops', undefined],
    ] as const)
      it(`${covariance}, ${how}: errors, t, p and intervals`, async () => {
        const options = { confidence: 0.9, covariance, loadKernel: kernel };
        checkAgainst(await fitLinear(certifiedTable('r/mtcars.csv'), spec(MODEL), options), covariance);
      });

  it('are the same from parts of the rows', async () => {
    const table = certifiedTable('r/mtcars.csv');
    const columns = Object.fromEntries(
      table.columns.flatMap((column) => (column.kind === 'number' ? [[column.name, column.blocks[0]!]] : [])),
    );
    for (const covariance of COVARIANCE_KINDS) {
      const options = { confidence: 0.9, covariance };
      checkAgainst(await fitParts(await partsOf(columns, [9, 20]), spec(MODEL), options), covariance);
    }
  });

  it('a leverage of 1 leaves HC2 and HC3 undefined, not HC0', async () => {
    // By hand: the mean of the rows with x = 0 is 2, their residuals -1, 0, 1; the row with x = 1 is fitted exactly.
    const table = tableOf({ x: [0, 0, 0, 1], y: [1, 2, 3, 7] });
    const errorsOf = async (covariance: CovarianceKind) => {
      const fit = await fitLinear(table, spec('y ~ x'), { confidence: 0.95, covariance });
      return fit.coefficients.map(({ standardError }) => standardError);
    };
    assert.deepEqual(await errorsOf('hc2'), [null, null]);
    assert.deepEqual(await errorsOf('hc3'), [null, null]);
    for (const error of await errorsOf('hc0'))
      assertClose(error, Math.sqrt(2) / 3, { tolerance: 1e-14, what: 'HC0' });
  });
});

function checkAgainst({ coefficients, summary }: Fit, covariance: CovarianceKind): void {
  assert.equal(summary.covariance, covariance);
  for (const [k, row] of coefficients.entries()) {
    const expect = (actual: number | null | undefined, expected: number, what: string) =>
      assertClose(actual, expected, { tolerance: 1e-11, what: `${row.name} ${what}` });
    const error = EXPECTED[covariance][k]!;
    expect(row.standardError, error, covariance);
    expect(row.robustStandardError, EXPECTED.hc3[k]!, 'HC3');
    expect(row.statistic, exact.estimates![k]! / error, 't');
    expect(row.pValue, studentTwoSided(exact.estimates![k]! / error, dfResidual), 'p');
    // 1.6991270265334975: qt(0.95, 29) of R 4.2.2.
    expect(row.confidenceInterval?.[0], exact.estimates![k]! - 1.6991270265334975 * error, 'interval');
  }
}
