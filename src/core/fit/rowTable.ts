/** One entry per row, in file order; all arrays have the same length. */
export type RowTable = {
  /** Row index in the table (0-based, never renumbered). */
  row: Uint32Array;
  firstLine: Uint32Array;
  lastLine: Uint32Array;
  actual: Float64Array;
  fitted: Float64Array;
  /** Actual less fitted. */
  residual: Float64Array;
  /** What is judged of it; see `WalkedRows`. */
  devianceResidual: Float64Array;
  leverage: Float64Array;
  /** Externally studentised residual; NaN where leverage is 1 or it is undefined. */
  studentised: Float64Array;
  /** NaN where undefined. */
  cooksDistance: Float64Array;
};

/** Rows with their values of the charted features, each as long as the table. Plain data. */
export type AllRows = { table: RowTable; features: readonly Float64Array[] };

/** Rows of which only some may be there: every column of a row table, in the order of its type. */
const INDEXES = ['row', 'firstLine', 'lastLine'] as const;
const NUMBERS = [
  'actual',
  'fitted',
  'residual',
  'devianceResidual',
  'leverage',
  'studentised',
  'cooksDistance',
] as const;

/** A table from what `index` and `number` give for its columns. */
export function rowTableFrom(columns: {
  index(name: (typeof INDEXES)[number]): Uint32Array;
  number(name: (typeof NUMBERS)[number]): Float64Array;
}): RowTable {
  const { index, number } = columns;
  return {
    row: index('row'),
    firstLine: index('firstLine'),
    lastLine: index('lastLine'),
    actual: number('actual'),
    fitted: number('fitted'),
    residual: number('residual'),
    devianceResidual: number('devianceResidual'),
    leverage: number('leverage'),
    studentised: number('studentised'),
    cooksDistance: number('cooksDistance'),
  };
}

/** The rows of all pieces, given in file order; at least one. */
export function mergeRows(pieces: readonly AllRows[]): AllRows {
  return {
    table: rowTableFrom({
      index: (name) => joinIndexes(pieces.map(({ table }) => table[name])),
      number: (name) => joinNumbers(pieces.map(({ table }) => table[name])),
    }),
    features: pieces[0]!.features.map((_, k) => joinNumbers(pieces.map(({ features }) => features[k]!))),
  };
}

function joinIndexes(pieces: readonly Uint32Array[]): Uint32Array {
  return fill(pieces, new Uint32Array(lengthOf(pieces)));
}

function joinNumbers(pieces: readonly Float64Array[]): Float64Array {
  return fill(pieces, new Float64Array(lengthOf(pieces)));
}

function lengthOf(pieces: readonly ArrayLike<number>[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function fill<T extends { set(from: ArrayLike<number>, at: number): void }>(
  pieces: readonly ArrayLike<number>[],
  whole: T,
): T {
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
