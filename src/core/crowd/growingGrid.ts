/** Cells i of width `2^exponent` along one direction: [i, i + 1) * 2^exponent, of which `first` is the first kept. */
export type GridAxis = { exponent: number; first: number };

/** Rows counted in a regular grid that grows with what it meets. Plain data; grids over the same columns merge. */
export type GridCounts = { across: GridAxis; up: GridAxis; counts: Uint32Array };
