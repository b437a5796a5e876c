import {
  absoluteLossShape,
  batchSizesShape,
  type ShapesOf,
  twoLayersShape,
  twoStartsShape,
  vectorizationShape,
} from './experimentShapes.js';
import { bootstrapShape, learningRatesShape, seedsShape } from './manyShapes.js';
import { isNumber, isString, oneOf, orNull, record, type Shape } from './shape.js';
import type { Studies, StudyKind, StudyOrder, StudyOutcome, StudySnapshot } from './studyContract.js';
import { isShownError } from './trainingShape.js';
import { tuneShape } from './tuneShape.js';

type Shapes = { readonly [K in StudyKind]: ShapesOf<Studies[K]['order'], Studies[K]['outcome']> };

/** For every kind: what a page may order it with, and what an earlier window may have kept of it. */
const STUDY_SHAPES: Shapes = {
  'batch-sizes': batchSizesShape,
  'two-layers': twoLayersShape,
  'two-starts': twoStartsShape,
  'absolute-loss': absoluteLossShape,
  tune: tuneShape,
  vectorization: vectorizationShape,
  'learning-rates': learningRatesShape,
  bootstrap: bootstrapShape,
  seeds: seedsShape,
};

export const STUDY_KINDS = Object.keys(STUDY_SHAPES) as readonly StudyKind[];

/** True for an order of a kind there is. Whether its numbers make sense is for the study to say. */
export const isStudyOrder: Shape<StudyOrder> = (value): value is StudyOrder =>
  hasKind(value) && STUDY_SHAPES[value.kind].order(value);

/** True for what was kept of a study of a kind there is, whose order and outcome are of that kind. */
export const isStudySnapshot: Shape<StudySnapshot> = (value): value is StudySnapshot => {
  if (!isAnySnapshot(value) || value.order.kind !== value.kind) return false;
  const { outcome } = value;
  return outcome === null || (hasKind(outcome) && outcome.kind === value.kind && isOutcome(outcome));
};

/** Of a snapshot what is alike for all kinds. */
type AnySnapshot = { [P in keyof StudySnapshot]: P extends 'outcome' ? unknown : StudySnapshot[P] };

const isAnySnapshot: Shape<AnySnapshot> = record<AnySnapshot>({
  kind: isStudyKind,
  order: isStudyOrder,
  formula: isString,
  state: oneOf('running', 'finished', 'stopped', 'failed'),
  done: isNumber,
  total: isNumber,
  fingerprint: orNull(isString),
  outcome: (value): value is unknown => value !== undefined,
  error: orNull(isShownError),
});

function isOutcome(value: { kind: StudyKind }): value is StudyOutcome {
  return STUDY_SHAPES[value.kind].outcome(value);
}

export function isStudyKind(value: unknown): value is StudyKind {
  return (STUDY_KINDS as readonly unknown[]).includes(value);
}

function hasKind(value: unknown): value is { kind: StudyKind } {
  return typeof value === 'object' && value !== null && 'kind' in value && isStudyKind(value.kind);
}
