import { strict as assert } from 'node:assert';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds that this thread was late for its own timers. */
export interface Lateness {
  readonly p99: number;
  readonly longest: number;
}

const ATTEMPTS = 3;

/**
 * Does some work, which starts the watch when it begins, and says how late this thread was meanwhile; up to three
 * times, until it was on time. What else the machine does can only add to it: code that blocks does so every time.
 */
export async function expectOnTime(
  when: string,
  work: (watch: IntervalHistogram, attempt: number) => Promise<unknown>,
  isOnTime: (lateness: Lateness) => boolean = ({ p99 }) => p99 <= 20,
): Promise<void> {
  const seen: string[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const watch = monitorEventLoopDelay({ resolution: 1 });
    await work(watch, attempt);
    watch.disable();
    const lateness = { p99: watch.percentile(99) / 1e6, longest: watch.max / 1e6 };
    seen.push(`p99 ${lateness.p99.toFixed(1)} ms, at most ${lateness.longest.toFixed(1)} ms`);
    if (isOnTime(lateness)) {
      console.log(`    ${when}: event loop delay ${seen.join('; ')}`);
      return;
    }
  }
  assert.fail(`${when}: event loop delay ${seen.join('; ')}`);
}

/** Watches for so many seconds. */
export async function watchFor(watch: IntervalHistogram, seconds: number): Promise<void> {
  watch.enable();
  await new Promise((resume) => setTimeout(resume, 1000 * seconds));
}
