import { Throttle } from '../core/throttle.js';
import type { TrainingRun } from '../core/train/trainingRun.js';
import { deltaSince, NOTHING_SENT, sentWith } from '../protocol/lossCurve.js';
import type { TrainingDelta } from '../protocol/trainingContract.js';

/** No more than thirty a second. */
const SEND_EVERY_MS = 34;

/** Tells what is new of a run, now and then, and only what is new. */
export class DeltaSender {
  private readonly throttle = new Throttle(SEND_EVERY_MS);
  private sent = NOTHING_SENT;

  constructor(
    private readonly token: number,
    private readonly run: TrainingRun,
    private readonly announce: (delta: TrainingDelta) => void,
  ) {}

  /** Sends if the last one is long enough ago. */
  offer(): void {
    if (this.throttle.passes()) this.send();
  }

  /** Sends at once: a pause, the end. */
  send(): void {
    const { run, token } = this;
    const { stepCount } = run.stepLosses;
    const series = run.stepLosses.series();
    const { epochs, weights } = run;
    const curve = deltaSince(this.sent, { series, stepCount, epochs, weights });
    this.sent = sentWith(curve);
    this.throttle.restart();
    const now = {
      isPaused: run.control.isPaused,
      gradientNorm: Math.hypot(...run.parts.trainer.gradient()),
      coefficients: coefficientsNow(run),
      stepsPerSecond: run.seconds > 0 ? stepCount / run.seconds : 0,
    };
    this.announce({ token, curve, now });
  }
}

/** NaN for what was left out. */
function coefficientsNow(run: TrainingRun): Float64Array {
  return Float64Array.from(run.coefficients(), ({ estimate }) => estimate ?? Number.NaN);
}
