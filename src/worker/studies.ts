import type { Study } from '../core/lab/studyJob.js';
import type { Studies, StudyKind, StudyOrder, StudyOutcome } from '../protocol/studyContract.js';

type StudyOf<K extends StudyKind> = Study<Studies[K]['order'], Studies[K]['outcome']>;

/** Every kind of study, loaded when it is first asked for. */
const STUDIES: { readonly [K in StudyKind]: () => Promise<StudyOf<K>> } = {
  'batch-sizes': async () => (await import('../core/lab/batchSizes.js')).compareBatchSizes,
  'two-layers': async () => (await import('../core/lab/twoLayers.js')).collapseTwoLayers,
  'two-starts': async () => (await import('../core/lab/twoStarts.js')).compareTwoStarts,
  vectorization: async () => (await import('../core/lab/vectorization.js')).benchmarkVectorization,
  'absolute-loss': async () => (await import('../core/lab/absoluteLoss.js')).calmAbsoluteLoss,
  tune: async () => (await import('../core/lab/tune.js')).tune,
  'learning-rates': async () => (await import('../core/lab/learningRates.js')).compareLearningRates,
  bootstrap: async () => (await import('../core/lab/bootstrap.js')).bootstrap,
  seeds: async () => (await import('../core/lab/seeds.js')).compareSeeds,
};

/** What a study is given besides its order, and how it tells what has come of it. */
export type StudyMeans = Omit<Parameters<StudyOf<StudyKind>>[0], 'order' | 'report'> & {
  report(done: number, total: number, outcome: StudyOutcome): void;
};

/** Does the study that was ordered. */
export async function doStudy<K extends StudyKind>(
  kind: K,
  order: StudyOrder<K>,
  { report, ...means }: StudyMeans,
): Promise<StudyOutcome> {
  const study: StudyOf<K> = await STUDIES[kind]();
  const withKind = (outcome: Studies[K]['outcome']) => ({ kind, ...outcome }) as StudyOutcome<K>;
  const outcome = await study({
    ...means,
    order,
    report: (done, total, now) => report(done, total, withKind(now)),
  });
  return withKind(outcome);
}
