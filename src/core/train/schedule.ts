import type { Schedule } from './hyperparameters.js';

/** Learning rates of `count` steps from step `from` on, as a share of the first one. */
export type Span = { from: number; count: number; stepsPerEpoch: number; epochs: number };

/** The learning rate of each step of a span. */
export function ratesOf(schedule: Schedule, rate: number, span: Span): Float64Array {
  const { from, count, stepsPerEpoch, epochs } = span;
  const rates = new Float64Array(count);
  if (schedule === 'constant') return rates.fill(rate);
  const total = stepsPerEpoch * epochs;
  for (let i = 0; i < count; i++) {
    const step = from + i;
    rates[i] =
      schedule === 'inverse'
        ? rate / (1 + step / stepsPerEpoch)
        : rate * 0.5 * (1 + Math.cos((Math.PI * step) / total));
  }
  return rates;
}
