import { formatEstimate, formatExact, type Interval } from '../src/protocol/index.js';

/** A value as a field shows it: every digit it has, thousands in commas. */
export function fieldText(value: number): string {
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole = '', fraction] = text.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = value < 0 ? '\u2212' : '';
  return fraction === undefined ? sign + grouped : `${sign}${grouped}.${fraction}`;
}

/** The number that a person typed; null where it is none. */
export function numberOf(text: string): number | null {
  const plain = text
    .trim()
    .replaceAll('\u2212', '-')
    .replace(/[,\s\u00a0]/g, '');
  const value = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** How far a slider moves at once: about a thousandth of its range, in a round number; null for a range of nothing. */
export function stepOf({
  low,
  high,
  isWhole,
}: {
  low: number;
  high: number;
  isWhole: boolean;
}): number | null {
  if (isWhole) return 1;
  const step = 10 ** (Math.floor(Math.log10(high - low)) - 2);
  return step > 0 && Number.isFinite(step) ? step : null;
}

/** Writes the numbers of a prediction: they end so many digits into the uncertainty that an interval tells. */
export function predictionFormat(interval: Interval | null, digits = 1): (value: number) => string {
  if (interval === null) return formatExact;
  const error = widthOf(interval) / 4;
  return (value) => formatEstimate(value, error, digits);
}

function widthOf([low, high]: Interval): number {
  return high - low;
}
