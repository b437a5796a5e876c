import type { SolvedRows } from '../fit/solve.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { lossUnit, type Standard, unitsOf } from './standardise.js';

/**
 * The coefficients a run learns, as it learns them: standardised, so that they can be compared with each other. All
 * vectors have one entry to a coefficient that was kept, the intercept first. The intercept is the value at the means of
 * the features.
 */
export type WeightSpace = {
  /** Of each in the names of all coefficients. */
  places: readonly number[];
  hasIntercept: boolean;
  /** In the units of the file a value is `offset + factor * standardised`. */
  factor: Float64Array;
  offset: Float64Array;
  /** The exact answer, standardised; null where it is not known. */
  exact: Float64Array | null;
  bowl: LossBowl | null;
};

/**
 * The mean training loss as a function of the standardised coefficients:
 * `loss + unit / 2 * (w - minimum)' correlations (w - minimum)`. All that the squared loss needs to know of the rows.
 */
export type LossBowl = {
  /** At the minimum, in the units of the file. */
  loss: number;
  /** Losses in the units of the file to one of standardised rows. */
  unit: number;
  minimum: Float64Array;
  /** Mean products of the standardised columns, row-major, square. */
  correlations: Float64Array;
};

/** Correlations of more coefficients are too much to travel with every run: half a megabyte. */
export const MOST_IN_BOWL = 256;

/** Where the weights of a run are, and how the loss lies over them. `isExact`: the least squares solution is the answer. */
export function weightSpaceOf(
  spec: ModelSpec,
  { standard, solved, isExact }: { standard: Standard; solved: SolvedRows; isExact: boolean },
): WeightSpace {
  const { hasIntercept, features, loss } = standard;
  const minimum = loss === 'squared' ? leastSquares(standard, solved) : null;
  const hasRoom = features.length + (hasIntercept ? 1 : 0) <= MOST_IN_BOWL;
  return {
    ...bareSpace(spec, standard),
    exact: isExact ? minimum : null,
    bowl: minimum !== null && hasRoom ? bowlOf(standard, solved, minimum) : null,
  };
}

/** The same where nothing is known of the answer. */
export function bareSpace(spec: ModelSpec, standard: Standard): WeightSpace {
  const { hasIntercept, features } = standard;
  const { factor, offset } = unitsOf(standard);
  const places = features.map((feature) => feature + (spec.hasIntercept ? 1 : 0));
  return {
    places: hasIntercept ? [0, ...places] : places,
    hasIntercept,
    factor: interceptFirst(factor, hasIntercept),
    offset: interceptFirst(offset, hasIntercept),
    ...{ exact: null, bowl: null },
  };
}

/** Parameters as the engine holds them (the intercept last, also where there is none) in the order of the space. */
export function interceptFirst(parameters: Float64Array, hasIntercept: boolean): Float64Array {
  const features = parameters.subarray(0, parameters.length - 1);
  return hasIntercept ? Float64Array.of(parameters.at(-1)!, ...features) : features.slice();
}

function leastSquares(standard: Standard, { solution }: SolvedRows): Float64Array {
  const { hasIntercept, spread, targetCentre, targetSpread } = standard;
  const first = hasIntercept ? 1 : 0;
  return solution.coefficients.map((value, k) =>
    k < first ? (value - targetCentre) / targetSpread : (value * spread[k - first]!) / targetSpread,
  );
}

function bowlOf(standard: Standard, { solution, decision, isPerfectFit }: SolvedRows, minimum: Float64Array) {
  const { targetSpread } = standard;
  const unit = lossUnit(standard);
  const meanSquare = solution.rss / solution.n / targetSpread / targetSpread;
  const correlations = correlationsOf(decision.triangle.values, minimum.length, standard.hasIntercept);
  return { loss: isPerfectFit ? 0 : 0.5 * meanSquare * unit, unit, minimum, correlations };
}

/** Of the triangle of the columns kept and the target: products of its columns, brought to unit length. */
function correlationsOf(triangle: Float64Array, size: number, hasIntercept: boolean): Float64Array {
  const width = size + 1;
  const first = hasIntercept ? 1 : 0;
  // Below the first row the columns stand about their means, and the intercept's has nothing.
  const column = (k: number) => triangle.subarray(k * width + first, k * width + k + 1);
  const norms = Array.from({ length: size }, (_, k) => Math.hypot(...column(k)));
  const correlations = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    correlations[i * size + i] = 1;
    for (let j = first; j < i; j++) {
      const product = column(j).reduce((sum, value, row) => sum + value * column(i)[row]!, 0);
      const correlation = product / norms[i]! / norms[j]!;
      correlations[i * size + j] = correlation;
      correlations[j * size + i] = correlation;
    }
  }
  return correlations;
}
