import { dotFourRows, dotRow, product0, product1, product2, product3 } from './dot';
import { clearLossSum, lossSum, slopeAt } from './loss';

/**
 * Mean loss of `count` rows from address `rows` on, `stride` numbers each (even), with the parameters at `parameters`:
 * `stride` weights, then the intercept. `targets` is the address of the first row's target.
 */
export function meanOfLosses(rows: usize, targets: usize, count: i32, stride: i32, parameters: usize): f64 {
  const bytes = (<usize>stride) << 3;
  const intercept = load<f64>(parameters + bytes);
  clearLossSum();
  let row = rows;
  let target = targets;
  let i = 0;
  for (; i + 3 < count; i += 4) {
    dotFourRows(parameters, row, bytes);
    slopeAt(product0 + intercept, load<f64>(target));
    slopeAt(product1 + intercept, load<f64>(target, 8));
    slopeAt(product2 + intercept, load<f64>(target, 16));
    slopeAt(product3 + intercept, load<f64>(target, 24));
    row += bytes << 2;
    target += 32;
  }
  for (; i < count; i++) {
    slopeAt(dotRow(parameters, row, bytes) + intercept, load<f64>(target));
    row += bytes;
    target += 8;
  }
  return lossSum / <f64>count;
}
