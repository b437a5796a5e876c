import { criticalValue } from '../judge/inference.js';
import { labelOfColumn } from '../plot/columnLabel.js';
import { Throttle } from '../throttle.js';
import { runModels } from '../train/modelsRun.js';
import { ModelsTrainer } from '../train/modelsTrainer.js';
import { Generator } from '../train/random.js';
import { toFileParameters } from '../train/standardise.js';
import { initialParametersOf } from '../train/trainingRun.js';
import { interceptFirst } from '../train/weightSpace.js';
import {
  type Bootstrap,
  type BootstrapCoefficient,
  type BootstrapOrder,
  bootstrapSentence,
} from './bootstrapOutcome.js';
import {
  type ClassicCoefficients,
  checkModelCount,
  checkSeed,
  chooseEngine,
  classicCoefficients,
  keptNames,
  type ModelsPlan,
  planModels,
  toldOf,
} from './modelsOf.js';
import { type CountedRows, drawCounts, solveCounted } from './resamples.js';
import type { StudyJob } from './studyJob.js';

type Job = StudyJob<BootstrapOrder, Bootstrap>;

const BOUNDS = { low: 20, high: 5000 };
const LEVEL = 0.95;
/** A row that counts twice is twice as steep: half of Auto's rate is as safe as Auto's on the rows themselves. */
const BRAKE = 0.5;
/** Half the rate takes twice as long. */
const PATIENCE = 2;
/** Products for which least squares is done on every resample too: a few seconds. */
const MOST_PRODUCTS = 5e9;

/** Sorting all coefficients takes its time: no more often than it is seen. */
const TELL_MS = 100;

/** What least squares on each resample found, in the order of the engine's parameters; null where it was not done. */
type Refits = readonly { solution: Float64Array; isWhole: boolean }[] | null;

/**
 * Trains one model to each of many resamples of the complete rows, all together: a batch is the same rows for all, and
 * each model counts them as often as it drew them. Intervals are percentiles over the models.
 *
 * @throws GausslineError `train/models` for an order that cannot be; `train/too-many-models`; what `planModels` and
 *   `checkpoint` throw.
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, 9.5 (pairs) and 13.3 (percentiles).
 */
export async function bootstrap(job: Job): Promise<Bootstrap> {
  const { resamples, seed } = job.order;
  checkModelCount(resamples, 'resamples', BOUNDS);
  checkSeed(seed);
  const planned = await planModels(job, { learningRate: null, validation: { kind: 'none' } });
  const { rows, kernel, plan } = planned;
  const together = new ModelsTrainer(kernel, rows, { count: resamples, areRowsCounted: true });
  const breathe = () => job.checkpoint({ rows: rows.shape.trainingCount });
  const refits = await drawResamples(job, planned, together);
  const chosen = await chooseEngine(job, planned, together);
  const { trainer } = chosen;
  const classic = classicCoefficients(rows, plan.settings);
  const epochs = PATIENCE * planned.epochs;
  const throttle = new Throttle(TELL_MS);
  const outcomeOf = (isOver: boolean): Bootstrap => {
    const models = [...trainer.endedAt.keys()].filter(
      (model) => trainer.endedAt[model]! < 0 && (refits === null || refits[model]!.isWhole),
    );
    const all = models.map((model) => fileCoefficients(planned, trainer.parameters(model)));
    const found = {
      ...{ target: labelOfColumn(job.spec.target), loss: plan.settings.loss, resamples, seed, level: LEVEL },
      ...{ rowCount: rows.shape.trainingCount },
      ...toldOf(chosen, ''),
      withoutRank: refits === null ? null : refits.filter(({ isWhole }) => !isWhole).length,
      diverged: trainer.endedAt.filter((step) => step >= 0).length,
      offBy: refits !== null && classic !== null ? farthest(planned, { models, all, refits, classic }) : null,
      coefficients: coefficientsOf(keptNames(rows), all, classic),
    };
    return { ...found, sentence: bootstrapSentence(found, isOver) };
  };
  try {
    await runModels(trainer, {
      ...{ plan, epochs, breathe },
      rates: new Float64Array(resamples).fill(BRAKE * plan.learningRate.value),
      parameters: initialParametersOf(rows.standard, plan),
      observe(epoch) {
        if (throttle.passes()) job.report(epoch, epochs, outcomeOf(false));
      },
    });
  } finally {
    trainer.close();
  }
  return outcomeOf(true);
}

/** Draws all resamples; looks at what least squares makes of each where that does not take long. */
async function drawResamples(job: Job, { rows }: ModelsPlan, trainer: ModelsTrainer): Promise<Refits> {
  const { trainingCount, featureCount, hasIntercept } = rows.shape;
  const generator = new Generator(job.order.seed, 'bootstrap');
  const store = rows.kernel.store('training');
  const counted: CountedRows = { ...store, width: featureCount, stride: rows.kernel.stride, hasIntercept };
  const products = job.order.resamples * trainingCount * (featureCount + 1) ** 2;
  const isAffordable = products <= MOST_PRODUCTS;
  const whole = isAffordable ? solveCounted(counted, new Uint8Array(trainingCount).fill(1)).rank : 0;
  const refits: { solution: Float64Array; isWhole: boolean }[] = [];
  for (let model = 0; model < job.order.resamples; model++) {
    const counts = drawCounts(trainingCount, generator);
    trainer.setCounts(model, counts);
    if (isAffordable) {
      const { solution, rank } = solveCounted(counted, counts);
      refits.push({ solution, isWhole: rank === whole });
    }
    await job.checkpoint({ rows: trainingCount });
  }
  return isAffordable ? refits : null;
}

/** Intercept first, without one where the model has none. */
function fileCoefficients({ rows }: ModelsPlan, parameters: Float64Array): Float64Array {
  const { standard, shape } = rows;
  return interceptFirst(toFileParameters(standard, parameters), shape.hasIntercept);
}

function coefficientsOf(
  names: readonly string[],
  all: readonly Float64Array[],
  classic: ClassicCoefficients | null,
): BootstrapCoefficient[] {
  const critical = classic === null ? 0 : criticalValue(1 - LEVEL, classic.df);
  return names.map((name, k) => {
    const values = Float64Array.from(all, (one) => one[k]!).sort();
    const estimate = classic?.estimates[k] ?? null;
    const standardError = classic?.standardErrors[k] ?? null;
    const hasClassic = estimate !== null && standardError !== null;
    return {
      ...{ name, estimate, standardError },
      classicLow: hasClassic ? estimate - critical * standardError : null,
      classicHigh: hasClassic ? estimate + critical * standardError : null,
      deviation: values.length > 1 ? deviationOf(values) : null,
      low: values.length > 1 ? percentile(values, (1 - LEVEL) / 2) : null,
      high: values.length > 1 ? percentile(values, (1 + LEVEL) / 2) : null,
    };
  });
}

type Trained = {
  models: readonly number[];
  all: readonly Float64Array[];
  refits: NonNullable<Refits>;
  classic: ClassicCoefficients;
};

/** The largest distance between what was trained and least squares on the same rows, in classic standard errors. */
function farthest(planned: ModelsPlan, { models, all, refits, classic }: Trained): number | null {
  let most = 0;
  for (const [i, model] of models.entries()) {
    const exact = fileCoefficients(planned, refits[model]!.solution);
    for (const [k, value] of exact.entries())
      most = Math.max(most, Math.abs(all[i]![k]! - value) / classic.standardErrors[k]!);
  }
  return models.length > 0 && Number.isFinite(most) ? most : null;
}

/** Between the order statistics, as R's type 7. */
function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  return low + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - low);
}

export function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
