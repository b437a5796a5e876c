/** The lower half of the NaN that stands for an odd cell; the year R's authors gave their `NA`. */
const ODD_LOW = 1954;
const NAN_HIGH = 0x7ff80000;

/** Puts at `index` the NaN that stands for a cell that is neither missing nor a number. */
export function markOdd(values: Float64Array, index: number): void {
  const words = wordsAt(values, index);
  words[0] = ODD_LOW;
  words[1] = NAN_HIGH;
}

/** True where a NaN stands for an odd cell, not for a missing one. */
export function isOddAt(values: Float64Array, index: number): boolean {
  const words = wordsAt(values, index);
  return words[0] === ODD_LOW && words[1] === NAN_HIGH;
}

/** A double as its two words, the lower first: every platform that runs this is little-endian. */
function wordsAt(values: Float64Array, index: number): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset + index * Float64Array.BYTES_PER_ELEMENT, 2);
}
