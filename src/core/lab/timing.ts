import type { Checkpoint } from '../checkpoint.js';

/** Seconds of one piece of work: the middle of its repeats, and the ends of their middle half. */
export type Timing = { median: number; low: number; high: number; repeats: number };

const MOST_SAMPLES = 31;
const FEWEST_SAMPLES = 5;
/** Of all samples of one piece of work, and of what warms it up, in milliseconds. */
const TIME_MS = 700;
const WARM_UP_MS = 60;
/** A sample of less tells more of the clock than of the work. */
const LEAST_SAMPLE_MS = 0.4;

/** Times work that is short: several to a sample, where one is too short for the clock. Throws what `checkpoint` throws. */
export async function timed(work: () => Promise<void> | void, checkpoint: Checkpoint): Promise<Timing> {
  const each = await warmedUp(work, checkpoint);
  const inSample = Math.max(1, Math.ceil(LEAST_SAMPLE_MS / each));
  const samples: number[] = [];
  let spent = 0;
  while (samples.length < MOST_SAMPLES && (spent < TIME_MS || samples.length < FEWEST_SAMPLES)) {
    const ms = await timeOf(work, inSample);
    spent += ms;
    samples.push(ms / inSample / 1000);
    await checkpoint({ rows: 0 });
  }
  return timingOf(samples);
}

/** Of samples in seconds. */
export function timingOf(samples: ArrayLike<number>): Timing {
  const sorted = Float64Array.from(samples).sort();
  return {
    ...{ median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) },
    repeats: sorted.length,
  };
}

/** The middle half of the times over their median: the share that a time is uncertain by. */
export function relativeSpread({ median, low, high }: Timing): number {
  return (high - low) / median;
}

/** Milliseconds of one, once the machine knows it. */
async function warmedUp(work: () => Promise<void> | void, checkpoint: Checkpoint): Promise<number> {
  let [count, spent] = [0, 0];
  for (let some = 1; spent < WARM_UP_MS; some *= 2) {
    spent += await timeOf(work, some);
    count += some;
    await checkpoint({ rows: 0 });
  }
  return spent / count;
}

async function timeOf(work: () => Promise<void> | void, count: number): Promise<number> {
  const begun = performance.now();
  for (let i = 0; i < count; i++) {
    const promise = work();
    // Waiting for nothing would take longer than the shortest work.
    if (promise !== undefined) await promise;
  }
  return performance.now() - begun;
}

/** Between the two nearest, as R's type 7. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
