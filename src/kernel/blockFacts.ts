// What is told of the values of a column, a block at a time.

export let least: f64 = Infinity;
export let greatest: f64 = -Infinity;

/** Sets the least and the greatest of `count` doubles at `address`, and returns how many are NaN. */
export function lookThrough(address: usize, count: i32): i32 {
  let low = f64x2.splat(Infinity);
  let high = f64x2.splat(-Infinity);
  let otherLow = low;
  let otherHigh = high;
  let numbers = i64x2.splat(0);
  let otherNumbers = numbers;
  let position = address;
  const wholeEnd = address + ((<usize>(count & ~3)) << 3);
  for (; position < wholeEnd; position += 32) {
    const values = v128.load(position);
    const others = v128.load(position, 16);
    low = f64x2.pmin(low, values);
    high = f64x2.pmax(high, values);
    numbers = i64x2.sub(numbers, f64x2.eq(values, values));
    otherLow = f64x2.pmin(otherLow, others);
    otherHigh = f64x2.pmax(otherHigh, others);
    otherNumbers = i64x2.sub(otherNumbers, f64x2.eq(others, others));
  }
  low = f64x2.pmin(low, otherLow);
  high = f64x2.pmax(high, otherHigh);
  numbers = i64x2.add(numbers, otherNumbers);
  least = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
  greatest = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
  let found = <i32>(i64x2.extract_lane(numbers, 0) + i64x2.extract_lane(numbers, 1));
  const end = address + ((<usize>count) << 3);
  for (; position < end; position += 8) {
    const value = load<f64>(position);
    if (Number.isNaN(value)) continue;
    found++;
    least = min(least, value);
    greatest = max(greatest, value);
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
