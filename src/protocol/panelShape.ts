import type { RidgeRule } from '../core/fit/ridgePath.js';
import { COVARIANCE_KINDS, type CovarianceKind } from '../core/judge/covarianceKind.js';
import type { NewRow } from '../core/model/designRow.js';
import type { Family } from '../core/model/family.js';
import type { References } from '../core/model/modelPlan.js';
import { isFamily } from './familyShape.js';
import { isPackedAnswer } from './gpuAnswer.js';
import {
  CURVE_GROUNDS,
  type CurvesLook,
  type PanelHostSide,
  type PanelSide,
  type PanelState,
  RESIDUALS_TABS,
  type ResidualsTab,
  type TrainingTab,
} from './panelContract.js';
import { isReadChoices } from './readingShape.js';
import {
  either,
  isBoolean,
  isCount,
  isNull,
  isNumber,
  isString,
  isUndefined,
  oneOf,
  orNull,
  pairOf,
  record,
  type Shape,
  textUpTo,
} from './shape.js';
import { isSimulation } from './simulationShape.js';
import { isStudyKind, isStudyOrder } from './studyShape.js';
import { PACES, STEER_ACTIONS } from './trainingContract.js';
import { isTrainingSettings } from './trainingShape.js';
import type { FitChoices } from './workerContract.js';

const MAX_FORMULA = 200_000;
const MAX_NAME = 10_000;
const MOST_SAMPLES = 100_000;
const MAX_SAVED_BYTES = 64 * 1024 * 1024;

type PanelEvents = PanelSide['events'];
type HostCalls = PanelHostSide['calls'];

const isReferences: Shape<References> = (value): value is References =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(textUpTo(MAX_NAME));

const isSampleCount: Shape<number> = (value): value is number =>
  isCount(value) && value >= 2 && value <= MOST_SAMPLES;

const isPenalty: Shape<number> = (value): value is number =>
  isNumber(value) && value > 0 && value < Number.POSITIVE_INFINITY;

/** True for choices of ours, as they come from a page or back from storage. */
export const isFitChoices = record<FitChoices>({
  references: either<[References, undefined]>(isReferences, isUndefined),
  weights: either<[string, undefined]>(textUpTo(MAX_NAME), isUndefined),
  family: either<[Family, undefined]>(isFamily, isUndefined),
  covariance: either<[CovarianceKind, undefined]>(oneOf(...COVARIANCE_KINDS), isUndefined),
  isExact: either<[boolean, undefined]>(isBoolean, isUndefined),
  ridge: either<[number, RidgeRule, undefined]>(isPenalty, oneOf('gcv', 'cv'), isUndefined),
  bootstrap: either<[number, undefined]>(isSampleCount, isUndefined),
});

const isView = oneOf('fit', 'residuals', 'training', 'influence', 'predict', 'model', 'compare');

/** True for values of a new row by column. What they mean is for the model to say. */
const isNewRow: Shape<NewRow> = (value): value is NewRow =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(either<[number, string]>(isNumber, textUpTo(MAX_NAME)));
const isSavedContent: Shape<string | Uint8Array> = (value): value is string | Uint8Array =>
  (typeof value === 'string' || value instanceof Uint8Array) && value.length <= MAX_SAVED_BYTES;

/** What a webview may announce. It shows text out of strangers' files, so the host believes nothing unseen. */
export const PANEL_EVENT_SHAPES: { readonly [K in keyof PanelEvents]: Shape<PanelEvents[K]> } = {
  fit: record<PanelEvents['fit']>({ formula: textUpTo(MAX_FORMULA) }),
  chooseModel: record<PanelEvents['chooseModel']>({
    formula: textUpTo(MAX_FORMULA),
    choices: isFitChoices,
  }),
  cancel: isNull,
  dismissAdvice: record<PanelEvents['dismissAdvice']>({ advice: textUpTo(MAX_NAME) }),
  recallAdvice: isNull,
  keepFit: record<PanelEvents['keepFit']>({ id: isCount, isKept: isBoolean }),
  renameFit: record<PanelEvents['renameFit']>({ id: isCount, name: textUpTo(200) }),
  removeFit: record<PanelEvents['removeFit']>({ id: isCount }),
  read: record<PanelEvents['read']>({ choices: isReadChoices }),
  exportCsv: isNull,
  exportRows: isNull,
  scoreCsv: isNull,
  openSettings: isNull,
  planTraining: record<PanelEvents['planTraining']>({ settings: isTrainingSettings }),
  train: record<PanelEvents['train']>({
    formula: textUpTo(MAX_FORMULA),
    settings: isTrainingSettings,
    isStepwise: isBoolean,
  }),
  steer: record<PanelEvents['steer']>({ token: isCount, action: oneOf(...STEER_ACTIONS) }),
  setPace: record<PanelEvents['setPace']>({ pace: oneOf(...PACES) }),
  renameRun: record<PanelEvents['renameRun']>({ token: isCount, name: textUpTo(200) }),
  hideRun: record<PanelEvents['hideRun']>({ token: isCount, isHidden: isBoolean }),
  deleteRun: record<PanelEvents['deleteRun']>({ token: isCount }),
  startStudy: record<PanelEvents['startStudy']>({
    formula: textUpTo(MAX_FORMULA),
    settings: isTrainingSettings,
    order: isStudyOrder,
  }),
  stopStudy: record<PanelEvents['stopStudy']>({ kind: isStudyKind }),
  chooseColumns: isNull,
  openFile: isNull,
  openSample: record<PanelEvents['openSample']>({ name: textUpTo(200) }),
  goToLines: record<PanelEvents['goToLines']>({
    firstLine: isCount,
    lastLine: isCount,
    takeFocus: isBoolean,
  }),
  save: record<PanelEvents['save']>({ suggestedName: textUpTo(200), content: isSavedContent }),
  copy: record<PanelEvents['copy']>({ text: textUpTo(MAX_SAVED_BYTES) }),
  failed: record<PanelEvents['failed']>({ message: textUpTo(10_000), stack: textUpTo(100_000) }),
  gpuPosted: record<PanelEvents['gpuPosted']>({ token: isCount, message: isPackedAnswer }),
  gpuLost: record<PanelEvents['gpuLost']>({ token: isCount, reason: textUpTo(1000) }),
  drawn: record<PanelEvents['drawn']>({ view: isView, chartCount: isCount }),
};

/** What a webview may ask with. */
export const isLineTextArgs = record<HostCalls['lineText']['args']>({
  firstLine: isCount,
  lastLine: isCount,
});

/** Rows that a page may ask about at once. */
const MOST_ROWS = 1000;

export const isRowsArgs = record<HostCalls['fitWithout']['args']>({
  rows: (value): value is readonly number[] =>
    Array.isArray(value) && value.length <= MOST_ROWS && value.every(isCount),
});

export const isCompareArgs = record<HostCalls['compareFits']['args']>({ first: isCount, second: isCount });
export const isPredictRowArgs = record<HostCalls['predictRow']['args']>({ row: isNewRow });
export const isSimulationArgs = record<HostCalls['simulate']['args']>({ simulation: isSimulation });
export const isLossSurfaceArgs = record<HostCalls['lossSurface']['args']>({
  token: isCount,
  pair: pairOf(isCount),
});
export const isRowOfLineArgs = record<HostCalls['rowOfLine']['args']>({ line: isCount });

/** Whether the numbers make sense is for the doctor to say. */
export const isDoctorArgs = record<HostCalls['doctor']['args']>({
  lambda: orNull(isNumber),
  variance: orNull(isNumber),
  seed: isNumber,
});

const isSpread: Shape<number> = (value): value is number => isNumber(value) && value > 0;
const isGaussian = record<CurvesLook['textbook']>({ mean: isNumber, sigma: isSpread });
const isCurvesLook = record<CurvesLook>({
  ground: oneOf(...CURVE_GROUNDS),
  textbook: isGaussian,
  residuals: orNull(isGaussian),
  countMean: orNull(isSpread),
  hasLaplace: isBoolean,
  formula: textUpTo(MAX_FORMULA),
});

/** True for what a panel of this version kept with `setState`. */
export const isPanelState = record<PanelState>({
  version: oneOf(1),
  uri: isString,
  formula: textUpTo(MAX_FORMULA),
  fitChoices: isFitChoices,
  view: isView,
  selectedLine: either<[number, null]>(isNumber, isNull),
  report: orNull(isString),
  newRow: orNull(isNewRow),
  training: orNull(isString),
  studies: either<[string, undefined]>(isString, isUndefined),
  fits: either<[string, undefined]>(isString, isUndefined),
  trainingTab: either<[TrainingTab, undefined]>(
    oneOf('run', 'tune', 'many', 'experiments', 'benchmark'),
    isUndefined,
  ),
  residualsTab: either<[ResidualsTab, undefined]>(oneOf(...RESIDUALS_TABS), isUndefined),
  curves: either<[CurvesLook, undefined]>(isCurvesLook, isUndefined),
});
