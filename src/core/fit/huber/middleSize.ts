import { placeOfRank } from '../quantile/weightedSelect.js';

/** The median of the sizes of some numbers, at least one, halfway between the two in the middle; not by sorting them all. */
export function middleSize(values: Float64Array): number {
  const sizes = values.map(Math.abs);
  const half = Math.floor(sizes.length / 2);
  const upper = sizes[placeOfRank(sizes, half + 1)]!;
  return sizes.length % 2 === 1 ? upper : (sizes[placeOfRank(sizes, half)]! + upper) / 2;
}
