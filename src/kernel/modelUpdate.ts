// One update of the parameters of four models, by the rules of `optimiser.ts`, two models to a register. A model that
// has ended keeps its parameters, whatever its gradient has become.
import { ADAM, FIRST_DECAY, MOMENTUM, SECOND_DECAY, TINY } from './optimiser';

let vectorBytes: usize = 0;
let groupBytes: usize = 0;
let hasIntercept: bool = true;
let optimiser: i32 = 0;
let momentum: f64 = 0;
let firstPower: f64 = 1;
let secondPower: f64 = 1;
let isAveraging: bool = false;
let averagedCount: f64 = 0;

/** Bytes of a vector of all models, and of a group's part of it. */
export function setModelVectors(newVectorBytes: usize, newGroupBytes: usize, withIntercept: bool): void {
  vectorBytes = newVectorBytes;
  groupBytes = newGroupBytes;
  hasIntercept = withIntercept;
}

/** As `setOptimiser`, for all models; the caller clears velocities and squared gradients. Averaging is off. */
export function setModelOptimiser(kind: i32, newMomentum: f64): void {
  optimiser = kind;
  momentum = newMomentum;
  firstPower = 1;
  secondPower = 1;
  isAveraging = false;
}

/** From the next update on the running means of the parameters are kept. */
export function averageModels(): void {
  isAveraging = true;
  averagedCount = 0;
}

/** Once for each update, before the groups. */
export function countUpdate(): void {
  firstPower *= FIRST_DECAY;
  secondPower *= SECOND_DECAY;
  averagedCount += 1;
}

/**
 * Updates the group whose parameters begin at `group` and whose learning rates, penalties and masks stand `factBytes`
 * apart from `facts` on; `share` times the summed gradients is the batch's mean.
 */
export function updateGroup(group: usize, facts: usize, factBytes: usize, factor: f64, share: f64): void {
  const end = group + groupBytes - 32;
  for (let half: usize = 0; half < 32; half += 16) {
    const mask = v128.load(facts + 2 * factBytes + half);
    const rates = f64x2.mul(f64x2.splat(factor), v128.load(facts + half));
    const penalties = v128.load(facts + factBytes + half);
    for (let at = group + half; at < end; at += 32) updatePair(at, rates, penalties, mask, share);
    if (hasIntercept) updatePair(end + half, rates, f64x2.splat(0), mask, share);
  }
}

function updatePair(at: usize, rates: v128, penalties: v128, mask: v128, share: f64): void {
  const parameters = v128.load(at);
  const sums = v128.load(at + vectorBytes);
  const gradient = f64x2.add(f64x2.mul(f64x2.splat(share), sums), f64x2.mul(penalties, parameters));
  const step = v128.and(mask, f64x2.mul(rates, directionOf(at, gradient)));
  const updated = f64x2.sub(parameters, step);
  v128.store(at, updated);
  if (!isAveraging) return;
  const mean = v128.load(at + 4 * vectorBytes);
  const way = f64x2.mul(f64x2.sub(updated, mean), f64x2.splat(1 / averagedCount));
  v128.store(at + 4 * vectorBytes, f64x2.add(mean, way));
}

function directionOf(at: usize, gradient: v128): v128 {
  if (optimiser === MOMENTUM) return momentumDirection(at + 2 * vectorBytes, gradient);
  return optimiser === ADAM ? adamDirection(at + 2 * vectorBytes, gradient) : gradient;
}

function momentumDirection(velocity: usize, gradient: v128): v128 {
  const share = f64x2.splat(momentum);
  const speed = f64x2.add(f64x2.mul(share, v128.load(velocity)), gradient);
  v128.store(velocity, speed);
  return f64x2.add(gradient, f64x2.mul(share, speed));
}

function adamDirection(velocity: usize, gradient: v128): v128 {
  const squares = velocity + vectorBytes;
  const first = mixed(v128.load(velocity), gradient, FIRST_DECAY);
  const second = mixed(v128.load(squares), f64x2.mul(gradient, gradient), SECOND_DECAY);
  v128.store(velocity, first);
  v128.store(squares, second);
  const size = f64x2.sqrt(f64x2.div(second, f64x2.splat(1 - secondPower)));
  return f64x2.div(f64x2.div(first, f64x2.splat(1 - firstPower)), f64x2.add(size, f64x2.splat(TINY)));
}

function mixed(old: v128, fresh: v128, decay: f64): v128 {
  return f64x2.add(f64x2.mul(f64x2.splat(decay), old), f64x2.mul(f64x2.splat(1 - decay), fresh));
}
