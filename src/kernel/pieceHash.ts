// A hash of bytes in sixteen lanes of 32 bits; the same as that of src/core/table/pieceHash.ts.

/** Mixes stripes of 64 bytes from `start` up to `end` into the 16 words at `lanes`. */
export function mixStripes(lanes: usize, start: usize, end: usize): void {
  let a = v128.load(lanes);
  let b = v128.load(lanes, 16);
  let c = v128.load(lanes, 32);
  let d = v128.load(lanes, 48);
  if (start >= end) return;
  let position = start;
  do {
    a = mixed(a, v128.load(position));
    b = mixed(b, v128.load(position, 16));
    c = mixed(c, v128.load(position, 32));
    d = mixed(d, v128.load(position, 48));
    position += 64;
  } while (position < end);
  v128.store(lanes, a);
  v128.store(lanes, b, 16);
  v128.store(lanes, c, 32);
  v128.store(lanes, d, 48);
}

function mixed(lane: v128, words: v128): v128 {
  const scrambled = i32x4.mul(words, i32x4.splat(<i32>0xcc9e2d51));
  const product = i32x4.mul(v128.xor(lane, scrambled), i32x4.splat(0x1b873593));
  return v128.or(i32x4.shl(product, 15), i32x4.shr_u(product, 17));
}
