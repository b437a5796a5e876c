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

/** So many rows of zeros, to be filled in. */
export function emptyRows(rowCount: number, featureCount: number): AllRows {
  return {
    table: rowTableFrom({
      index: () => new Uint32Array(rowCount),
      number: () => new Float64Array(rowCount),
    }),
    features: Array.from({ length: featureCount }, () => new Float64Array(rowCount)),
  };
}

/** A copy of the rows at these places. */
export function pickRows({ table, features }: AllRows, places: Uint32Array): AllRows {
  return {
    table: pickTable(table, places),
    features: features.map((values) => pickNumbers(values, places)),
  };
}

/** The same of a table alone. */
export function pickTable(table: RowTable, places: Uint32Array): RowTable {
  return rowTableFrom({
    index: (name) => pickIndexes(table[name], places),
    number: (name) => pickNumbers(table[name], places),
  });
}

/** A loop: the arrays' own `from` with a function takes several times as long. */
export function pickNumbers(values: Float64Array, places: Uint32Array): Float64Array {
  const picked = new Float64Array(places.length);
  for (let i = 0; i < picked.length; i++) picked[i] = values[places[i]!]!;
  return picked;
}

/** Not one loop for both kinds of arrays: V8 compiles that several times. */
function pickIndexes(values: Uint32Array, places: Uint32Array): Uint32Array {
  const picked = new Uint32Array(places.length);
  for (let i = 0; i < picked.length; i++) picked[i] = values[places[i]!]!;
  return picked;
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

/** All numbers of the pieces, one after another. */
export function joinNumbers(pieces: readonly Float64Array[]): Float64Array {
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
