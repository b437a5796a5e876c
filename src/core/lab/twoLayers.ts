import { openTraining } from '../train/openTraining.js';
import { Generator } from '../train/random.js';
import { lossUnit, toFileParameters } from '../train/standardise.js';
import { coefficientsOf, type TrainingRun } from '../train/trainingRun.js';
import { type DescentPoint, descend } from './descent.js';
import { dot, gradientOf, lossOf, type Moments, momentsOf } from './moments.js';
import type { StudyJob } from './studyJob.js';
import { type Descent, type TwoLayers, type TwoLayersOrder, twoLayersSentence } from './twoLayersOutcome.js';

type Job = StudyJob<TwoLayersOrder, TwoLayers>;

/** The same answer, in standard deviations of the target over one of the feature. */
const TOLERANCE = 1e-6;
const SMALLEST_GRADIENT = 1e-10;
const MOST_STEPS = 200_000;
/** Of the first weights: small, but not so small that the saddle at zero holds them for long. */
const INITIAL_SPREAD = 0.3;

/**
 * Trains two linear layers on all complete rows, by gradient descent on half the mean squared error of standardised
 * columns, and one layer beside them; multiplies the two out in the file's units. Centred columns leave both layers
 * without a bias; the intercept comes back with the file's units.
 *
 * @throws GausslineError what `openTraining` and `checkpoint` throw.
 */
export async function collapseTwoLayers(job: Job): Promise<TwoLayers> {
  const run = await openExact(job);
  const moments = await momentsOf(run.parts.standard, job.checkpoint);
  const size = moments.right.length;
  const { width } = job.order;
  const generator = new Generator(job.hyperparameters.seed, 'weights');
  const layers = Float64Array.from({ length: (size + 1) * width }, () => INITIAL_SPREAD * generator.normal());
  const two = new Recorder(run);
  const one = new Recorder(run);
  const outcome = (isOver: boolean): TwoLayers => {
    const found = {
      ...shown(run, layers, width),
      rowCount: run.parts.rowCount,
      two: two.descent,
      one: one.descent,
      isPerfect: run.parts.exactLoss === 0,
    };
    return { ...found, sentence: twoLayersSentence(found, isOver) };
  };
  const limits = {
    ...{ smallestGradient: SMALLEST_GRADIENT, mostSteps: MOST_STEPS },
    checkpoint: job.checkpoint,
  };
  await descend(layers, twoLayerLoss(moments, width), {
    limits,
    tell: (point) => {
      two.add(point);
      job.report(0, 2, outcome(false));
    },
  });
  await descend(new Float64Array(size), oneLayerLoss(moments), { limits, tell: (point) => one.add(point) });
  return outcome(true);
}

/** A run that is never trained: its standard and its exact answer are wanted. */
function openExact({ table, spec, loadKernel, checkpoint }: Job): Promise<TrainingRun> {
  return openTraining(table, spec, { backend: 'cpu', loadKernel, checkpoint });
}

/** Parameters: `width` numbers to each feature, then one to each unit. */
function twoLayerLoss(moments: Moments, width: number) {
  const size = moments.right.length;
  return (parameters: Float64Array, gradient: Float64Array): number => {
    const second = parameters.subarray(size * width);
    const product = productOf(parameters, width);
    const slope = gradientOf(moments, product);
    gradient.fill(0);
    for (let k = 0; k < size; k++)
      for (let unit = 0; unit < width; unit++) {
        gradient[k * width + unit] = slope[k]! * second[unit]!;
        gradient[size * width + unit]! += slope[k]! * parameters[k * width + unit]!;
      }
    return lossOf(moments, product, slope);
  };
}

function oneLayerLoss(moments: Moments) {
  return (parameters: Float64Array, gradient: Float64Array): number => {
    gradient.set(gradientOf(moments, parameters));
    return lossOf(moments, parameters, gradient);
  };
}

/** What the two layers come to: a weight to each feature. */
function productOf(parameters: Float64Array, width: number): Float64Array {
  const size = parameters.length / width - 1;
  const second = parameters.subarray(size * width);
  const rows = Array.from({ length: size }, (_, k) => parameters.subarray(k * width, (k + 1) * width));
  return Float64Array.from(rows, (row) => dot(row, second));
}

function shown(run: TrainingRun, layers: Float64Array, width: number) {
  const { spec, standard, exactCoefficients } = run.parts;
  const product = productOf(layers, width);
  // Centred columns: the intercept is zero.
  const withIntercept = (weights: Float64Array) => Float64Array.of(...weights, 0);
  const found = coefficientsOf(run.parts, toFileParameters(standard, withIntercept(product)));
  const coefficients = found.map(({ name, estimate }, k) => ({
    ...{ name, product: estimate },
    exact: exactCoefficients?.[k]?.estimate ?? null,
  }));
  const perWeight = toFileParameters(standard, withIntercept(product.map(() => 1)));
  const first = spec.hasIntercept ? 1 : 0;
  const distances = standard.features.map((feature, k) => {
    const { product: own, exact } = coefficients[feature + first]!;
    return Math.abs((own! - exact!) / perWeight[k]!);
  });
  return {
    ...{ width, coefficients, tolerance: TOLERANCE, apart: Math.max(0, ...distances) },
    features: standard.features.map((feature) => spec.features[feature]!.name),
    firstLayer: layers.slice(0, product.length * width),
    secondLayer: layers.slice(product.length * width),
  };
}

/** The way of a descent, as a share of the exact minimum. */
class Recorder {
  private readonly points: DescentPoint[] = [];
  private readonly exact: number;

  constructor({ parts }: TrainingRun) {
    this.exact = (parts.exactLoss ?? 0) / lossUnit(parts.standard);
  }

  add(point: DescentPoint): void {
    this.points.push(point);
  }

  get descent(): Descent {
    return {
      steps: Float64Array.from(this.points, ({ step }) => step),
      excess: Float64Array.from(this.points, ({ loss }) => (loss - this.exact) / (this.exact || 0.5)),
      isSettled: this.points.at(-1)?.isSettled ?? false,
    };
  }
}
