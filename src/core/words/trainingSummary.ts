import type { Warning } from '../errors.js';
import type { Planned } from '../train/plan.js';
import type { RunParts, TrainingResult } from '../train/trainingRun.js';
import { formatCount, formatNumber } from './numbers.js';
import { warningLines } from './summary.js';
import { textTable } from './textTable.js';

/** Epochs that are printed, besides the first and the last. */
const EPOCH_LINES = 8;
/** Digits of an estimate: training promises no more. */
const DIGITS = 6;

/** A training run as a person reads it in a terminal; ends with a line break. */
export function trainingSummary(
  { spec, plan, rowCount, validationCount }: RunParts,
  result: TrainingResult,
  { fileName, warnings }: { fileName: string; warnings: readonly Warning[] },
): string {
  const heldBack = validationCount === 0 ? '' : `, ${formatCount(validationCount)} held back`;
  const sections = [
    [`${spec.formula}   (${fileName})`, `${formatCount(rowCount)} rows trained on${heldBack}`],
    textTable(
      [
        settingRow('optimiser', plan.optimiser),
        settingRow('learning rate', plan.learningRate),
        settingRow('batch', plan.batchSize),
        settingRow('schedule', plan.schedule),
        settingRow('epochs', plan.epochs),
      ],
      ['left', 'left', 'left'],
    ),
    epochLines(result),
    coefficientLines(result),
    [endLine(result), `${result.backend.name}: ${result.backend.reason}, ${speedOf(result)}`],
    warnings.flatMap(warningLines),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function settingRow<T extends number | string>(
  name: string,
  { value, isAuto, auto, reason }: Planned<T>,
): string[] {
  return [name, String(value), isAuto ? `auto, ${reason}` : `chosen; auto would be ${auto}`];
}

function epochLines({ epochs }: TrainingResult): string[] {
  const every = Math.max(1, Math.ceil((epochs.length - 1) / EPOCH_LINES));
  const shown = epochs.filter((_, i) => i % every === 0 || i === epochs.length - 1);
  const rows = shown.map(({ epoch, trainLoss, validationLoss }) => [
    String(epoch),
    formatNumber(trainLoss, DIGITS),
    validationLoss === null ? '' : formatNumber(validationLoss, DIGITS),
  ]);
  const head = ['epoch', 'train loss', epochs[0]?.validationLoss == null ? '' : 'validation loss'];
  return textTable([head, ...rows], ['right', 'point', 'point']);
}

function coefficientLines({ coefficients }: TrainingResult): string[] {
  const rows = coefficients.map(({ name, estimate }) => [
    name,
    estimate === null ? 'none' : formatNumber(estimate, DIGITS),
  ]);
  return textTable([['term', 'estimate'], ...rows], ['left', 'point']);
}

function endLine({ gapToExact, endedBy, stepCount }: TrainingResult): string {
  const gap =
    gapToExact === null
      ? 'the exact minimum is not known'
      : `${formatNumber(100 * Math.max(0, gapToExact), 2)} % above the exact minimum`;
  return `${formatCount(stepCount)} steps, ended by ${endedBy}: ${gap}`;
}

function speedOf({ stepsPerSecond }: TrainingResult): string {
  return `${formatCount(Math.round(stepsPerSecond))} steps a second`;
}
