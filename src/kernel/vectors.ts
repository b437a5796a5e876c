// Sums of whole vectors: what the benchmark of vectorization times.

/** `count` numbers from `a` and from `b` added into `sum`, element by element. */
export function addVectors(a: usize, b: usize, sum: usize, count: i32): void {
  const bytes = (<usize>count) << 3;
  const even = bytes & ~15;
  for (let k: usize = 0; k < even; k += 16)
    v128.store(sum + k, f64x2.add(v128.load(a + k), v128.load(b + k)));
  if (even < bytes) store<f64>(sum + even, load<f64>(a + even) + load<f64>(b + even));
}
