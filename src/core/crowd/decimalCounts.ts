/** Values counted in cells [i, i + 1) * 10^exponent, `first` the first kept. Plain data. */
export type DecimalCounts = {
  exponent: number;
  first: number;
  counts: Float64Array;
  low: number;
  high: number;
};
