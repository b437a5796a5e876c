import type { Checkpoint } from '../../checkpoint.js';
import type { HuberFamily, LaplaceFamily } from '../../model/family.js';
import type { Centring } from '../centredBlock.js';
import type { Frame } from '../frame.js';
import { type CentredRows, centredRows, checkGathered } from '../gatheredRows.js';
import { solveHuber } from '../huber/solveHuber.js';
import type { Solution } from '../leastSquares.js';
import type { Bootstrap } from '../quantile/bootstrap.js';
import { rowsOfParts } from '../quantile/rowSupply.js';
import { solveQuantile } from '../quantile/solveQuantile.js';
import type { RowPart } from '../rowPart.js';
import type { SolvedRows } from '../solve.js';
import { noiseDeviation, noiseOf } from './judgeRobust.js';
import type { RobustSolution } from './robustSolution.js';

/** `bootstrap`: of a quantile; null for no standard errors. */
export type RobustOptions = { bootstrap?: Bootstrap | null | undefined; checkpoint?: Checkpoint | undefined };

/**
 * Solves rows again, whose least squares solution is known, without squaring what lies far out.
 *
 * @param usedBefore rows used before each part.
 * @throws GausslineError `fit/too-large` where more rows would have to be held at once than may be, `fit/no-scale`, and
 *   what the parts throw.
 */
export async function solveRobust(
  parts: readonly RowPart[],
  solved: SolvedRows,
  {
    family,
    frame,
    usedBefore,
    ...options
  }: { family: LaplaceFamily | HuberFamily; frame: Frame; usedBefore: readonly number[] } & RobustOptions,
): Promise<SolvedRows> {
  const { solution: squares } = solved;
  if (solved.isPerfectFit) return { ...solved, robust: perfect(family, squares.n) };
  const at = { frame, kept: squares.kept, centre: squares.centre, rowCount: squares.n };
  if (options.bootstrap) checkGathered(frame, squares.n, 'The bootstrap', 'ask for no standard errors');
  const { coefficients, found } =
    family.name === 'huber'
      ? await solveHuber(await rowsOf(parts, at), { frame, squares }, options.checkpoint)
      : await solveQuantile(
          rowsOfParts(
            parts.map((part, k) => ({ part, before: usedBefore[k]! })),
            at,
          ),
          { frame, squares },
          { ...options, quantile: family.quantile, bootstrap: options.bootstrap ?? null },
        );
  return { ...solved, solution: atCoefficients(squares, { frame, coefficients, found }), robust: found };
}

async function rowsOf(parts: readonly RowPart[], at: Centring & { rowCount: number }): Promise<CentredRows> {
  const instead = 'choose the Gaussian family or the median (Laplace): they need no such memory';
  checkGathered(at.frame, at.rowCount, "Huber's estimate", instead);
  return centredRows(await Promise.all(parts.map((part) => part.gather(at.frame))), at);
}

/** What is judged by sigma is judged by the spread of the noise. */
function atCoefficients(
  squares: Solution,
  { frame, coefficients, found }: { frame: Frame; coefficients: Float64Array; found: RobustSolution },
): Solution {
  const sigma = noiseDeviation(noiseOf(found, squares.n)) * frame.scale.at(-1)!;
  return { ...squares, coefficients, rss: sigma ** 2 * squares.dfResidual };
}

/** Where least squares leaves nothing, no other coefficients leave as little. */
function perfect(family: LaplaceFamily | HuberFamily, n: number): RobustSolution {
  if (family.name === 'huber')
    return { kind: 'huber', scale: 0, steps: 0, isConverged: true, downweighted: 0, errorScale: 0 };
  const { quantile } = family;
  return {
    ...{ kind: 'quantile', quantile, isUnique: true, ranges: null, absolute: 0, loss: 0, rowsMet: n, gap: 0 },
    standardErrors: null,
  };
}
