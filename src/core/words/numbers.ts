/** How numbers are written for people. Pure: the same words in the panel, the command line and the sentences. */

/** A true minus, not a hyphen. In an exponent (`4.1e-6`) the hyphen stays: that is code. */
const MINUS = '\u2212';
/** A double holds no more digits than this. */
const MOST_DIGITS = 15;

/** With so many decimals, and thousands in commas: `−1,234.50`. */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return 'none';
  const [whole = '', fraction] = Math.abs(value).toFixed(Math.min(decimals, 100)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  // A negative number that rounds to nothing has no sign.
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** A count: `12,345`. */
export function formatCount(count: number): string {
  return formatFixed(count, 0);
}

/**
 * To so many significant digits (3 unless told), but never less than its whole part: `0.0526`, `154`, `1,235`.
 * Very large and very small numbers in scientific form.
 */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return 'none';
  if (value === 0) return '0';
  const exponent = exponentOf(value, digits);
  if (exponent < -4 || exponent >= MOST_DIGITS) return scientific(value, digits);
  return formatFixed(value, Math.max(0, digits - 1 - exponent));
}

/** As `formatNumber`, without zeros that say nothing: for numbers that have no error, such as 2 or 0.25. */
export function formatExact(value: number): string {
  const [mantissa = '', exponent] = formatNumber(value, 6).split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent === undefined ? short : `${short}e${exponent}`;
}

/**
 * An estimate that ends at the second significant digit of its standard error (`digits` asks for another digit).
 * Without a standard error above zero it is written as `formatExact` does; null is `none`.
 */
export function formatEstimate(estimate: number | null, standardError: number | null, digits = 2): string {
  if (estimate === null || !Number.isFinite(estimate)) return 'none';
  if (standardError === null || !(standardError > 0) || !Number.isFinite(standardError))
    return formatExact(estimate);
  const lastPlace = exponentOf(standardError, digits) - digits + 1;
  const larger = Math.max(Math.abs(estimate), standardError);
  const exponent = exponentOf(larger, MOST_DIGITS);
  const shown = Math.min(MOST_DIGITS, Math.max(digits, exponent - lastPlace + 1));
  if (exponent < -4 || exponent >= MOST_DIGITS) return scientificAt(estimate, lastPlace, shown);
  if (lastPlace <= 0) return formatFixed(estimate, Math.max(0, shown - 1 - exponent));
  const place = 10 ** lastPlace;
  return formatFixed(Math.round(estimate / place) * place, 0);
}

/** Two significant digits. */
export function formatStandardError(standardError: number | null): string {
  return standardError === null ? 'none' : formatNumber(Number(standardError.toPrecision(2)), 2);
}

/** Two digits; scientific below 0.001; never 0: `0.91`, `0.012`, `4.1e-6`, `< 1e-200`. */
export function formatPValue(p: number | null): string {
  if (p === null || !Number.isFinite(p)) return 'none';
  if (p < 1e-200) return '< 1e-200';
  return p < 0.001 ? p.toExponential(1) : formatNumber(p, 2);
}

/** t, F and other test statistics: one decimal. */
export function formatStatistic(statistic: number | null): string {
  if (statistic === null) return 'none';
  return Number.isFinite(statistic) && Math.abs(statistic) >= 1e9
    ? scientific(statistic, 2)
    : formatFixed(statistic, 1);
}

/** R²: three decimals. */
export function formatRSquared(value: number | null): string {
  return value === null ? 'none' : formatFixed(value, 3);
}

/** A target as a formula writes it, set apart: in backticks, unless it stands in its own. */
export function formatTarget(text: string): string {
  return /^`[^`]*`$/.test(text) ? text : `\`${text}\``;
}

/** A share: `95 %`, `99.9 %`. */
export function formatShare(share: number): string {
  return `${Number((share * 100).toPrecision(12))} %`;
}

/** The decimal exponent of the number once it is rounded to so many digits: 9.96 to two digits has 1. */
function exponentOf(value: number, digits: number): number {
  return value === 0
    ? 0
    : Number(
        Math.abs(value)
          .toExponential(digits - 1)
          .split('e')[1],
      );
}

function scientific(value: number, digits: number): string {
  return Math.abs(value)
    .toExponential(digits - 1)
    .replace('e+', 'e')
    .replace(/^/, value < 0 ? MINUS : '');
}

/** Scientific, ending at the place 10^lastPlace where the number reaches it. */
function scientificAt(value: number, lastPlace: number, most: number): string {
  const digits = value === 0 ? 1 : exponentOf(value, MOST_DIGITS) - lastPlace + 1;
  return value === 0 || digits < 1 ? '0' : scientific(value, Math.min(digits, most));
}
