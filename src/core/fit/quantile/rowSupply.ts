import type { Centring } from '../centredBlock.js';
import { type CentredRows, MOST_NUMBERS } from '../gatheredRows.js';
import type { RowPart } from '../rowPart.js';
import { joinNumbers } from '../rowTable.js';
import { type Sifted, Sifter, type Wanted } from './sift.js';

/** All rows of a quantile regression, wherever they are. */
export type RowSupply = {
  rowCount: number;
  /** @throws GausslineError `fit/too-large` where the rows wanted are more than may be held. */
  sift(wanted: Wanted): Promise<Sifted>;
};

/** Rows in memory. */
export function heldRows(rows: CentredRows): RowSupply {
  return {
    rowCount: rows.rowCount,
    sift: async (wanted) => {
      const sifter = new Sifter(wanted, rows.features.length);
      sifter.absorb(rows, 0);
      return sifter.result();
    },
  };
}

/** Rows of parts, each with the number of rows used before it. */
export function rowsOfParts(
  parts: readonly { part: RowPart; before: number }[],
  { rowCount, ...centring }: Centring & { rowCount: number },
): RowSupply {
  // Few rows may all stand in one part.
  const isFew = rowCount * (centring.kept.length + 1) <= MOST_NUMBERS;
  const most = isFew ? MOST_NUMBERS : MOST_NUMBERS / parts.length;
  return {
    rowCount,
    sift: async (wanted) =>
      merged(
        await Promise.all(parts.map(({ part, before }) => part.sift({ ...centring, before, most, wanted }))),
      ),
  };
}

function merged(pieces: readonly Sifted[]): Sifted {
  const first = pieces[0]!;
  const total = (of: (piece: Sifted) => number) => pieces.reduce((sum, piece) => sum + of(piece), 0);
  return {
    values: joinNumbers(pieces.map(({ values }) => values)),
    places: joinNumbers(pieces.map(({ places }) => places)),
    settled: first.settled.map((_, k) => total(({ settled }) => settled[k]!)),
    largest: Math.max(...pieces.map(({ largest }) => largest)),
    losses: first.losses.map((_, k) => ({
      above: total(({ losses }) => losses[k]!.above),
      below: total(({ losses }) => losses[k]!.below),
      rowsMet: total(({ losses }) => losses[k]!.rowsMet),
    })),
  };
}
