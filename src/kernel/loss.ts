// The loss of one row and its slope, by the linear predictor z and the target y.

/** Half the squared error. */
const SQUARED = 0;
/** The absolute error. */
const ABSOLUTE = 1;
/** Half the squared error up to `bend`, from there on by its tangent (Huber, 1964). */
const HUBER = 2;
/** Half the Poisson deviance where z is the mean; below `bend` by its tangent, and below zero growing again. */
const POISSON_IDENTITY = 3;
/** Half the Poisson deviance where z is the mean's logarithm; above `bend` exp goes on as its tangent. */
const POISSON_LOG = 4;

let kind: i32 = SQUARED;
let bend: f64 = 0;
let meanAtBend: f64 = 0;

/** The sum of losses since it was last set to zero. Written by `slopeAt`. */
export let lossSum: f64 = 0;

export function setLoss(newKind: i32, newBend: f64): void {
  kind = newKind;
  bend = newBend;
  meanAtBend = newKind === POISSON_LOG ? Math.exp(newBend) : 0;
}

export function isSquaredLoss(): bool {
  return kind === SQUARED;
}

export function clearLossSum(): void {
  lossSum = 0;
}

/** Adds the row's loss to `lossSum` and returns its derivative by z. */
export function slopeAt(z: f64, y: f64): f64 {
  const error = z - y;
  if (kind === SQUARED) {
    lossSum += 0.5 * error * error;
    return error;
  }
  return otherSlopeAt(z, y);
}

function otherSlopeAt(z: f64, y: f64): f64 {
  if (kind === ABSOLUTE) return absoluteSlope(z - y);
  if (kind === HUBER) return huberSlope(z - y);
  return kind === POISSON_IDENTITY ? poissonIdentitySlope(z, y) : poissonLogSlope(z, y);
}

function absoluteSlope(error: f64): f64 {
  lossSum += Math.abs(error);
  return error > 0 ? 1 : error < 0 ? -1 : error;
}

function huberSlope(error: f64): f64 {
  const size = Math.abs(error);
  if (size <= bend) {
    lossSum += 0.5 * error * error;
    return error;
  }
  lossSum += bend * (size - 0.5 * bend);
  // A NaN comes here and must stay one.
  return error > 0 ? bend : error < 0 ? -bend : error;
}

function poissonIdentitySlope(z: f64, y: f64): f64 {
  const mean = z < bend ? bend : z;
  const slope = 1 - y / mean;
  const along = Math.max(z, 0);
  lossSum += mean - y + timesLog(y, y / mean) + slope * (along - mean);
  if (!(z < 0)) return slope;
  // No mean is below zero: from there on every count pulls back, zeros too.
  const pull = Math.min(slope, -1);
  lossSum += pull * z;
  return pull;
}

function poissonLogSlope(z: f64, y: f64): f64 {
  const mean = z > bend ? meanAtBend * (1 + z - bend) : Math.exp(z);
  lossSum += mean - y + timesLog(y, y) - y * z;
  return (z > bend ? meanAtBend : mean) - y;
}

/** `y log x`, zero for y = 0. */
function timesLog(y: f64, x: f64): f64 {
  return y > 0 ? y * Math.log(x) : 0;
}
