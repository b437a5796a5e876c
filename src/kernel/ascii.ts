/** The first byte from `start` on that is not ASCII, or `end`. */
export function endOfAscii(start: usize, end: usize): usize {
  let position = start;
  for (; position + 64 <= end; position += 64) {
    const low = v128.or(v128.load(position), v128.load(position, 16));
    const high = v128.or(v128.load(position, 32), v128.load(position, 48));
    if (i8x16.bitmask(v128.or(low, high)) !== 0) break;
  }
  while (position < end && load<u8>(position) < 0x80) position++;
  return position;
}
