import { alignPieces } from './alignPieces.js';
import type { ColumnProfile } from './columnProfile.js';
import { type Assumption, type Piece, type Reading, readingsOf } from './recordReadings.js';
import type { Cutting } from './recordSplitter.js';

/** What was done to a record that disagrees with the others. */
export type Repair = 'padded' | 'cut off' | 'quotes' | 'delimiter' | 'separators';

/** A record made as wide as the others, what was done to it, and how much doubt is left (0 is none). */
export type RepairedRecord = {
  cells: readonly string[];
  /** The pieces that the record has by the dialect alone. */
  pieces: readonly string[];
  repair: Repair;
  doubt: number;
};

/** Beyond this the pieces say nothing that the columns know; they are taken as they come. */
const MOST_DOUBT = 12;

/**
 * The likeliest meaning of a record that disagrees with the others: of all ways to cut its text, and of all ways to
 * lay the pieces over the columns, the one that fits best what the columns hold. `text` is without its line break.
 */
export function repairRecord(
  text: string,
  cutting: Cutting,
  columns: readonly ColumnProfile[],
): RepairedRecord {
  let plain: Reading | undefined;
  let best: RepairedRecord | undefined;
  for (const reading of readingsOf(text, cutting)) {
    if (plain === undefined) {
      plain = reading;
      const whole = taken(plain, columns);
      if (whole !== undefined) return whole;
    }
    // An alignment costs no less than its reading, and those to come cost no less than this one.
    const most = best?.doubt ?? MOST_DOUBT + columns.length;
    if (reading.cost >= most) break;
    const alignment = alignPieces(reading, columns);
    if (alignment === undefined || alignment.cost >= most) continue;
    const pieces = plain.pieces.map((piece) => piece.text);
    const repair = repairOf(reading, alignment.cells, columns.length);
    best = { cells: alignment.cells, pieces, repair, doubt: alignment.cost };
  }
  return best ?? asTheyCome(plain!.pieces, columns.length);
}

/** The common case, a row whose last cells are not there or empty: nothing else is looked at where the rest fits. */
function taken({ pieces }: Reading, columns: readonly ColumnProfile[]): RepairedRecord | undefined {
  const width = columns.length;
  if (pieces.length === width || pieces.slice(width).some(({ text }) => text !== '')) return undefined;
  for (const [index, { text, isQuoted }] of pieces.slice(0, width).entries()) {
    const { telling } = columns[index]!;
    if (telling === undefined && pieces.length < width) return undefined;
    if (columns[index]!.misfit(text, isQuoted) > 0.5) return undefined;
  }
  return asTheyCome(pieces, width);
}

function asTheyCome(pieces: readonly Piece[], width: number): RepairedRecord {
  const texts = pieces.map(({ text }) => text);
  const cells = Array.from({ length: width }, (_, column) => texts[column] ?? '');
  return { cells, pieces: texts, repair: texts.length < width ? 'padded' : 'cut off', doubt: 0 };
}

const REPAIRS: Readonly<Record<Assumption, Repair | undefined>> = {
  none: undefined,
  quotes: 'quotes',
  delimiter: 'delimiter',
  separators: 'separators',
};

function repairOf({ pieces, assumption }: Reading, cells: readonly string[], width: number): Repair {
  const assumed = REPAIRS[assumption];
  if (assumed !== undefined) return assumed;
  if (pieces.length === width) return 'quotes';
  const isShort = pieces.length < width && pieces.every(({ text }, index) => cells[index] === text);
  if (isShort) return 'padded';
  const isLong = pieces.length > width && cells.every((cell, index) => pieces[index]!.text === cell);
  return isLong ? 'cut off' : 'separators';
}
