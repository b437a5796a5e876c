import type { StudyKind } from '../../../src/protocol/index.js';
import { BATCH_SIZES } from './batchSizes.js';
import type { StudyPlan } from './studyView.js';
import { TUNE } from './tune.js';

/** Every kind of study, in the order of its tab. */
export const STUDY_PLANS: { readonly [K in StudyKind]: StudyPlan<K> } = {
  'batch-sizes': BATCH_SIZES,
  tune: TUNE,
};
