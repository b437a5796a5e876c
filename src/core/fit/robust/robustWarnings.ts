import type { Warning } from '../../errors.js';
import { fittedWord } from '../../model/family.js';
import { inBackticks } from '../../model/formatFormula.js';
import type { FitBasis } from '../fitBasis.js';
import type { HuberSolution, QuantileSolution, RobustSolution } from './robustSolution.js';

const MOST_NAMES = 5;
/** A gap over this is more than rounding. */
const ROUNDING_GAP = 1e-8;

/** What a reader must know of a fit that does not square residuals. */
export function robustWarnings(basis: FitBasis, robust: RobustSolution): Warning[] {
  if (basis.isPerfectFit) return [perfect(basis)];
  return robust.kind === 'quantile' ? quantileWarnings(basis, robust) : huberWarnings(basis, robust);
}

function perfect({ spec }: FitBasis): Warning {
  return {
    code: 'fit/perfect',
    message: `The fit is perfect: what is left of \`${spec.target.name}\` is the rounding of the data. Least squares finds the same coefficients. Standard errors, log-likelihood, AIC and BIC are not defined.`,
    hint: 'Check that no feature is computed from the target.',
  };
}

function quantileWarnings(basis: FitBasis, robust: QuantileSolution): Warning[] {
  const hasErrors = robust.standardErrors !== null;
  return [
    ...notUnique(basis, robust),
    ...uncertified(robust),
    ...(basis.bootstrap === null || hasErrors ? [] : [noBootstrap()]),
    noSquares(basis, hasErrors),
  ];
}

function notUnique({ spec, solution }: FitBasis, { ranges, quantile }: QuantileSolution): Warning[] {
  if (ranges === null) return [];
  const first = solution.hasIntercept ? 1 : 0;
  const moving = solution.kept.filter((_, k) => ranges[k]![0] < ranges[k]![1]);
  const names = moving.map((column) =>
    column < first ? '(Intercept)' : spec.features[column - first]!.name,
  );
  const shown = names.slice(0, MOST_NAMES).map(inBackticks).join(', ');
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  const what = quantile === 0.5 ? 'sum of absolute residuals' : 'sum of losses';
  return [
    {
      code: 'fit/not-unique',
      message: `The smallest ${what} belongs to more than one fit: ${shown}${more} may lie anywhere in an interval (the range of optima). The estimates are in the middle.`,
      hint: 'Read the range beside each estimate; predictions move with it.',
    },
  ];
}

function uncertified({ gap }: QuantileSolution): Warning[] {
  if (gap <= ROUNDING_GAP) return [];
  return [
    {
      code: 'fit/not-converged',
      message: `The loss may be above the smallest there is by a share of ${gap.toPrecision(2)}: rounding hides what is better.`,
      hint: 'Leave out a nearly collinear feature.',
    },
  ];
}

function noBootstrap(): Warning {
  return {
    code: 'fit/bootstrap',
    message:
      'Too many samples of the bootstrap leave a column without rows that tell it from the others: there are no standard errors.',
    hint: 'Leave out the feature, or join levels of few rows.',
  };
}

function huberWarnings(basis: FitBasis, { isConverged, steps }: HuberSolution): Warning[] {
  if (isConverged) return [noSquares(basis, true)];
  return [
    {
      code: 'fit/not-converged',
      message: `Huber's estimate did not settle within ${steps} steps: its numbers are those of the last one.`,
      hint: 'Choose the median (the Laplace family): it is found in finitely many steps.',
    },
    noSquares(basis, true),
  ];
}

/** A quantile has no standard errors by formula that hold whatever the noise. */
function noSquares({ spec, solution, bootstrap }: FitBasis, hasErrors: boolean): Warning {
  const isHuber = spec.family?.name === 'huber';
  const what = isHuber ? "Huber's estimate is" : `A ${fittedWord(spec.family)} is`;
  const names = [
    ...(hasErrors ? [] : ['standard errors', 't', 'p-values', 'intervals']),
    ...['R²', 'adjusted R²', 'sigma', 'F', 'deviance'],
    ...(isHuber ? ['log-likelihood', 'AIC', 'BIC'] : []),
    ...['HC errors', "Cook's distances", 'Durbin-Watson', 'Jarque-Bera', 'Breusch-Pagan'],
    ...(solution.conditionNumber === null ? ['the condition number'] : []),
  ];
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return {
    code: 'fit/statistic-undefined',
    message: `${what} not judged by squares: ${list} are not defined.`,
    ...(hasErrors || bootstrap !== null
      ? {}
      : { hint: 'Ask for standard errors by the bootstrap in the Model view, or `--bootstrap 500`.' }),
  };
}
