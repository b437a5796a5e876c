import { labelOfColumn } from '../plot/columnLabel.js';
import { hasDiverged } from '../train/divergence.js';
import { runModels } from '../train/modelsRun.js';
import { ModelsTrainer } from '../train/modelsTrainer.js';
import { runPartsOf } from '../train/preparedRows.js';
import { lossUnit } from '../train/standardise.js';
import { initialParametersOf } from '../train/trainingRun.js';
import {
  type LearningRates,
  type LearningRatesOrder,
  learningRatesSentence,
  type RateRun,
} from './learningRatesOutcome.js';
import { checkModelCount, chooseEngine, planModels, toldOf } from './modelsOf.js';
import type { StudyJob } from './studyJob.js';

type Job = StudyJob<LearningRatesOrder, LearningRates>;

const FEWEST = 3;
const MOST = 64;
/** The rates reach over so many powers of ten, this share of them below Auto's. */
const DECADES = 4;
const SHARE_BELOW = 0.6;

/**
 * Trains one model to each of many learning rates, all together on the same batches in the same order. The rates lie
 * evenly on a logarithm about the one Auto takes, which is among them.
 *
 * @throws GausslineError `train/models` for a number of models there cannot be; `train/too-many-models`; what `planModels`
 *   and `checkpoint` throw.
 */
export async function compareLearningRates(job: Job): Promise<LearningRates> {
  const { models } = job.order;
  checkModelCount(models, 'learning rates', { low: FEWEST, high: MOST });
  const planned = await planModels(job, { learningRate: null });
  const { rows, kernel, plan, epochs } = planned;
  const rates = ratesAbout(plan.learningRate.value, models);
  const { exactLoss } = runPartsOf(rows, plan);
  const together = new ModelsTrainer(kernel, rows, { count: models, areRowsCounted: false });
  const chosen = await chooseEngine(job, planned, together);
  const { trainer } = chosen;
  const unit = lossUnit(rows.standard);
  const breathe = () => job.checkpoint({ rows: rows.shape.trainingCount });
  const losses: Float64Array[] = [];
  const outcomeOf = (isOver: boolean): LearningRates => {
    const found = {
      ...{ target: labelOfColumn(job.spec.target), loss: plan.settings.loss, epochs, exactLoss },
      ...{ rowCount: rows.shape.trainingCount, batchSize: plan.batchSize.value },
      auto: plan.learningRate.value,
      ...toldOf(chosen, '; the losses at the end are measured in double precision'),
      runs: Array.from(rates, (rate, model) => runOf(rate, model, losses)),
    };
    return { ...found, sentence: learningRatesSentence(found, isOver) };
  };
  const lossesAfter = (epoch: number) =>
    epoch === epochs
      ? trainer.meanLossesInDouble('training', breathe)
      : trainer.meanLosses('training', breathe);
  try {
    await runModels(trainer, {
      ...{ plan, rates, epochs, breathe },
      parameters: initialParametersOf(rows.standard, plan),
      async observe(epoch) {
        losses.push((await lossesAfter(epoch)).map((loss) => unit * loss));
        job.report(epoch, epochs, outcomeOf(false));
      },
    });
  } finally {
    trainer.close();
  }
  return outcomeOf(true);
}

/** Rates in even steps of their logarithm, `auto` among them. */
function ratesAbout(auto: number, count: number): Float64Array {
  const place = Math.floor(SHARE_BELOW * (count - 1));
  const step = DECADES / (count - 1);
  return Float64Array.from({ length: count }, (_, k) => auto * 10 ** (step * (k - place)));
}

function runOf(rate: number, model: number, losses: readonly Float64Array[]): RateRun {
  const all = losses.map((epoch) => epoch[model]!);
  const end = all.findIndex((loss) => !Number.isFinite(loss));
  const loss = Float64Array.from(end < 0 ? all : all.slice(0, end));
  const isWorse = loss.length > 0 && hasDiverged(loss[0]!, loss.at(-1)!);
  return { rate, loss, hasDiverged: end >= 0 || isWorse };
}
