// What is told of the values of a column, a block at a time.

export let least: f64 = Infinity;
export let greatest: f64 = -Infinity;

/** Sets the least and the greatest of `count` doubles at `address`, and returns how many are NaN. */
export function lookThrough(address: usize, count: i32): i32 {
  let low = f64x2.splat(Infinity);
  let high = f64x2.splat(-Infinity);
  let numbers = i64x2.splat(0);
  const end = address + ((<usize>(count & ~1)) << 3);
  for (let position = address; position < end; position += 16) {
    const values = v128.load(position);
    low = f64x2.pmin(low, values);
    high = f64x2.pmax(high, values);
    numbers = i64x2.sub(numbers, f64x2.eq(values, values));
  }
  least = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
  greatest = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
  let found = <i32>(i64x2.extract_lane(numbers, 0) + i64x2.extract_lane(numbers, 1));
  if ((count & 1) === 1) {
    const value = load<f64>(end);
    if (!Number.isNaN(value)) {
      found++;
      least = min(least, value);
      greatest = max(greatest, value);
    }
  }
  return count - found;
}

/** The least of the values last looked through; infinite where there was no number. */
export function leastValue(): f64 {
  return least;
}

export function greatestValue(): f64 {
  return greatest;
}
