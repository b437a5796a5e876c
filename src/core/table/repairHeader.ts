import { readingsOf } from './recordReadings.js';
import type { Cutting } from './recordSplitter.js';

/**
 * The names in a header that has another number of cells than the rows: empty ones are dropped, another delimiter or
 * stray quotes are tried. Undefined where no reading gives one name to a column; one name too few is not enough to
 * know which, so the last column then has none.
 */
export function repairHeader(text: string, cutting: Cutting, width: number): string[] | undefined {
  const readings = [...readingsOf(text, cutting)].map(({ pieces }) => pieces.map((piece) => piece.text));
  for (const names of readings) {
    const filled = names.filter((name) => name !== '');
    if (names.length === width && filled.length > width / 2) return names;
    if (names.length > width && filled.length <= width && filled.length > 1) return padded(filled, width);
    const whole = withNumbers(filled);
    if (whole.length === width && whole.length > 1) return whole;
  }
  const names = readings[0]!;
  return names.length === width - 1 && width > 2 && !names.includes('') ? padded(names, width) : undefined;
}

/** `city 2` cut at its space: what begins with a digit or a bracket belongs to the name before it. */
function withNumbers(pieces: readonly string[]): string[] {
  const names: string[] = [];
  for (const piece of pieces)
    if (/^[\d([]/.test(piece) && names.length > 0) names.push(`${names.pop()!} ${piece}`);
    else names.push(piece);
  return names;
}

function padded(names: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => names[column] ?? '');
}
