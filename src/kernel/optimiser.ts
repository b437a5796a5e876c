// One update of the parameters from a batch's gradient. All vectors are `stride` weights, the intercept, and a zero.

/** w -= rate g */
const SGD = 0;
/** v = momentum v + g; w -= rate (g + momentum v): Nesterov's, as by Sutskever et al. (2013). */
export const MOMENTUM = 1;
/** Kingma and Ba (2015), with their constants and bias correction. */
export const ADAM = 2;

export const FIRST_DECAY: f64 = 0.9;
export const SECOND_DECAY: f64 = 0.999;
export const TINY: f64 = 1e-8;

export let parameters: usize = 0;
export let gradient: usize = 0;
let velocity: usize = 0;
let squares: usize = 0;
let average: usize = 0;
let length: i32 = 0;
let interceptIndex: i32 = 0;
let optimiser: i32 = SGD;
let momentum: f64 = 0;
let hasIntercept: f64 = 1;
let penalty: f64 = 0;
let isAveraging: bool = false;
let averagedCount: f64 = 0;
let firstPower: f64 = 1;
let secondPower: f64 = 1;

/**
 * Where the vectors stand: `parameters`, then the batch's gradient, the velocity, the squared gradients and the
 * averaged parameters, each `stride + 2` numbers, one after the other from `address` on (16-byte aligned).
 */
export function setParameters(address: usize, stride: i32, withIntercept: bool): void {
  length = stride + 2;
  interceptIndex = stride;
  const bytes = (<usize>length) << 3;
  parameters = address;
  gradient = address + bytes;
  velocity = gradient + bytes;
  squares = velocity + bytes;
  average = squares + bytes;
  hasIntercept = withIntercept ? 1 : 0;
}

/** Which optimiser, 0 SGD, 1 momentum, 2 Adam; starts its memory of earlier steps anew. */
export function setOptimiser(kind: i32, newMomentum: f64): void {
  optimiser = kind;
  momentum = newMomentum;
  firstPower = 1;
  secondPower = 1;
  memory.fill(velocity, 0, (<usize>length) << 4);
}

/** Adds `l2 |weights|² / 2` to the objective (not for the intercept), and turns averaging of the parameters on. */
export function setRegularisation(l2: f64, averaging: bool): void {
  penalty = l2;
  if (averaging && !isAveraging) averagedCount = 0;
  isAveraging = averaging;
}

/** One update; `share` times the summed gradient at `gradient` is the batch's mean. */
export function updateParameters(rate: f64, share: f64): void {
  finishGradient(share);
  if (optimiser === SGD) descend(rate);
  else if (optimiser === MOMENTUM) descendWithMomentum(rate);
  else if (optimiser === ADAM) descendByAdam(rate);
}

/** The running mean of the parameters over the updates since averaging began. */
export function averageParameters(): void {
  if (!isAveraging) return;
  averagedCount += 1;
  for (let k = 0; k < length; k++) {
    const mean = at(average, k);
    put(average, k, mean + (at(parameters, k) - mean) / averagedCount);
  }
}

function finishGradient(share: f64): void {
  const shares = f64x2.splat(share);
  const penalties = f64x2.splat(penalty);
  for (let k = 0; k < interceptIndex; k += 2) {
    const address = gradient + ((<usize>k) << 3);
    const weight = v128.load(parameters + ((<usize>k) << 3));
    v128.store(address, f64x2.add(f64x2.mul(shares, v128.load(address)), f64x2.mul(penalties, weight)));
  }
  put(gradient, interceptIndex, at(gradient, interceptIndex) * share * hasIntercept);
}

function descend(rate: f64): void {
  const rates = f64x2.splat(rate);
  for (let k: usize = 0; k < (<usize>length) << 3; k += 16) {
    const step = f64x2.mul(rates, v128.load(gradient + k));
    v128.store(parameters + k, f64x2.sub(v128.load(parameters + k), step));
  }
}

function descendWithMomentum(rate: f64): void {
  for (let k = 0; k < length; k++) {
    const slope = at(gradient, k);
    const speed = momentum * at(velocity, k) + slope;
    put(velocity, k, speed);
    put(parameters, k, at(parameters, k) - rate * (slope + momentum * speed));
  }
}

function descendByAdam(rate: f64): void {
  firstPower *= FIRST_DECAY;
  secondPower *= SECOND_DECAY;
  for (let k = 0; k < length; k++) {
    const slope = at(gradient, k);
    const first = FIRST_DECAY * at(velocity, k) + (1 - FIRST_DECAY) * slope;
    const second = SECOND_DECAY * at(squares, k) + (1 - SECOND_DECAY) * slope * slope;
    put(velocity, k, first);
    put(squares, k, second);
    const step = first / (1 - firstPower) / (Math.sqrt(second / (1 - secondPower)) + TINY);
    put(parameters, k, at(parameters, k) - rate * step);
  }
}

function at(vector: usize, k: i32): f64 {
  return load<f64>(vector + ((<usize>k) << 3));
}

function put(vector: usize, k: i32, value: f64): void {
  store<f64>(vector + ((<usize>k) << 3), value);
}
