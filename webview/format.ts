import {
  type FitReport,
  fittedWord,
  formatCount,
  formatNumber,
  type ModelSummary,
  type WorkProgress,
} from '../src/protocol/index.js';

const BYTE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `678 kUSD`; the number alone where there is no unit. */
export function withUnit(number: string, unit: string | null): string {
  return unit === null ? number : `${number} ${unit}`;
}

/** `0.173 to 0.184`, both ends with the digits that the standard error allows. */
export function intervalWords(
  [low, high]: readonly [number, number],
  format: (value: number) => string,
): string {
  return `${format(low)} to ${format(high)}`;
}

/** `9×`: how many times the average leverage a row has. */
export function timesWords(ratio: number): string {
  return `${ratio < 9.95 ? formatNumber(ratio, 2).replace(/\.0$/, '') : formatCount(ratio)}×`;
}

/** What is going on, and the quieter rest: `Reading 1.9 of 3.4 GB` and `8,120,448 rows · about 9 s left`. */
export function progressWords(progress: WorkProgress | null): { what: string; rest: string } {
  if (progress === null) return { what: 'Reading', rest: '' };
  const { rows, rowsPerSecond, secondsLeft } = progress;
  const rest = [
    rows > 0 && `${formatCount(rows)} rows`,
    rowsPerSecond !== null && `${formatCount(roundedPace(rowsPerSecond))} a second`,
    secondsLeft !== null && `about ${durationWords(secondsLeft)} left`,
  ]
    .filter((words) => words !== false)
    .join(' · ');
  if (progress.stage === 'fitting') return { what: 'Fitting', rest };
  if (progress.stage === 'preparing charts') return { what: 'Preparing charts', rest };
  return { what: `Reading ${bytesWords(progress.bytesRead, progress.bytesTotal)}`, rest };
}

/** Two figures: more of a pace would only flicker. */
function roundedPace(perSecond: number): number {
  return Number(perSecond.toPrecision(2));
}

/** `9 s`, `4 min`, `2 h`: rounded up, so that it is not longer than was said. */
export function durationWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  return seconds < 90 * 60 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}

/** What the terms of the model add up to: the target, its mean, or the logarithm of its mean. */
export function predictorName({ target, summary }: FitReport): string {
  if (summary.robust?.kind === 'quantile')
    return `${fittedWord({ name: 'laplace', ...summary.robust })} of ${target.label}`;
  if (summary.counts === null) return target.label;
  return summary.counts.link === 'log' ? `log(mean of ${target.label})` : `mean of ${target.label}`;
}

/** Share of the work that is done, null while it cannot be known. */
export function progressShare(progress: WorkProgress | null): number | null {
  if (progress === null) return null;
  if (progress.stage !== 'reading') return 1;
  if (progress.bytesTotal === null || progress.bytesTotal === 0) return null;
  return Math.min(1, progress.bytesRead / progress.bytesTotal);
}

/** All that a double can hold. */
const EXACT_DIGITS = 15;

/** How the shown fit was made: `exact, 15 digits`, `about 9 digits: ..., see Model`, `double, about 12 digits`. */
export function methodWords(summary: ModelSummary): string {
  const { method } = summary;
  const digits = digitsWords(summary);
  if (isWholly(summary) || !/double-double/.test(method)) return digits;
  const reason = method.split('; ')[1] ?? 'the worst coefficient is a small difference of large numbers';
  return `${digits}: ${reason}, see Model`;
}

/** The same without the reason. */
export function digitsWords(summary: ModelSummary): string {
  const { method, estimatedDigits } = summary;
  if (method.startsWith('IRLS')) return method;
  if (summary.robust?.kind === 'quantile')
    return summary.robust.gap <= 1e-8 ? 'certified optimum' : 'gap left: see the warnings';
  const digits = Math.max(0, Math.floor(estimatedDigits));
  if (isWholly(summary)) return `exact, ${digits} digits`;
  const about = `about ${digits} ${digits === 1 ? 'digit' : 'digits'}`;
  return /double-double/.test(method) ? about : `double, ${about}`;
}

/** In double-double from the file's decimals to the last digit of a double. */
function isWholly({ method, estimatedDigits }: ModelSummary): boolean {
  return /double-double from the decimals/.test(method) && estimatedDigits >= EXACT_DIGITS;
}

/** `1.9 of 3.4 GB`, in the unit of the whole. */
export function bytesWords(read: number, total: number | null): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, total ?? read)) / 3));
  const shown = (bytes: number) => (power === 0 ? formatCount(bytes) : (bytes / 1000 ** power).toFixed(1));
  return total === null
    ? `${shown(read)} ${BYTE_UNITS[power]}`
    : `${shown(read)} of ${shown(total)} ${BYTE_UNITS[power]}`;
}
