import {
  type Dialect,
  formatCount,
  formatNumber,
  type ModelSummary,
  type WorkProgress,
} from '../src/protocol/index.js';

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'space',
};
const ENCODINGS = {
  'utf-8': null,
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
} as const;
const BYTE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** How a file was cut: `semicolon · decimal comma · header`. */
export function dialectWords(dialect: Dialect): string {
  const words = [
    DELIMITERS[dialect.delimiter] ?? dialect.delimiter,
    dialect.decimal === ',' ? 'decimal comma' : null,
    dialect.hasHeader ? 'header' : 'no header',
    ENCODINGS[dialect.encoding],
  ];
  return words.filter((word) => word !== null).join(' · ');
}

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

/** What is going on, and the quieter rest: `Reading 1.9 of 3.4 GB` and `8,120,448 rows`. */
export function progressWords(progress: WorkProgress | null): { what: string; rest: string } {
  if (progress === null) return { what: 'Reading', rest: '' };
  const rows = progress.rows > 0 ? `${formatCount(progress.rows)} rows` : '';
  if (progress.stage === 'fitting') return { what: 'Fitting', rest: rows };
  if (progress.stage === 'preparing charts') return { what: 'Preparing charts', rest: rows };
  return { what: `Reading ${bytesWords(progress.bytesRead, progress.bytesTotal)}`, rest: rows };
}

/** Share of the work that is done, null while it cannot be known. */
export function progressShare(progress: WorkProgress | null): number | null {
  if (progress === null) return null;
  if (progress.stage !== 'reading') return 1;
  if (progress.bytesTotal === null || progress.bytesTotal === 0) return null;
  return Math.min(1, progress.bytesRead / progress.bytesTotal);
}

/** How the shown fit was made: `double, about 12 digits`, `exact, 15 digits`. */
export function methodWords({ method, estimatedDigits }: ModelSummary): string {
  const digits = Math.max(0, Math.floor(estimatedDigits));
  if (/double-double|exact/i.test(method)) return `exact, ${digits} digits`;
  return `double, about ${digits} ${digits === 1 ? 'digit' : 'digits'}`;
}

/** `1.9 of 3.4 GB`, in the unit of the whole. */
export function bytesWords(read: number, total: number | null): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, total ?? read)) / 3));
  const shown = (bytes: number) => (power === 0 ? formatCount(bytes) : (bytes / 1000 ** power).toFixed(1));
  return total === null
    ? `${shown(read)} ${BYTE_UNITS[power]}`
    : `${shown(read)} of ${shown(total)} ${BYTE_UNITS[power]}`;
}
