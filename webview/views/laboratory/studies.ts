import type { StudyKind } from '../../../src/protocol/index.js';
import { ABSOLUTE_LOSS } from './absoluteLoss.js';
import { BATCH_SIZES } from './batchSizes.js';
import { BOOTSTRAP } from './bootstrap.js';
import { LEARNING_RATES } from './learningRates.js';
import { SEEDS } from './seeds.js';
import type { StudyPlan } from './studyView.js';
import { TUNE } from './tune.js';
import { TWO_LAYERS } from './twoLayers.js';
import { TWO_STARTS } from './twoStarts.js';
import { VECTORIZATION } from './vectorization.js';

/** Every kind of study, in the order of its tab. */
export const STUDY_PLANS: { readonly [K in StudyKind]: StudyPlan<K> } = {
  'batch-sizes': BATCH_SIZES,
  'two-layers': TWO_LAYERS,
  'two-starts': TWO_STARTS,
  'absolute-loss': ABSOLUTE_LOSS,
  tune: TUNE,
  vectorization: VECTORIZATION,
  'learning-rates': LEARNING_RATES,
  bootstrap: BOOTSTRAP,
  seeds: SEEDS,
};
