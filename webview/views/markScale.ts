import { extentOf, scaleBetween } from '../charts/frame.js';
import type { CoefficientEntry } from '../coefficientRows.js';

/** The one scale of all interval marks, in the target's unit; `ticks` are zero and one round value. */
export type MarkScale = { low: number; high: number; ticks: readonly number[] };

/** A scale that holds every interval times its step, and zero; null where no term has a mark. */
export function markScale(entries: readonly CoefficientEntry[]): MarkScale | null {
  const ends: number[] = [0];
  for (const { row, step } of entries) {
    if (row.estimate === null || step === null) continue;
    for (const end of row.confidenceInterval ?? [row.estimate]) ends.push(end * step);
  }
  if (ends.length === 1) return null;
  const [low, high] = extentOf(ends);
  if (low === high) return { low: -1, high: 1, ticks: [0] };
  const pad = (high - low) * 0.08;
  const { ticks } = scaleBetween(low, high, 2);
  const largest = ticks.reduce((a, b) => (Math.abs(b) >= Math.abs(a) ? b : a), 0);
  return { low: low - pad, high: high + pad, ticks: largest === 0 ? [0] : [0, largest] };
}

/** Where a value stands on the scale, 0 at its left end and 1 at its right. */
export function shareOf({ low, high }: MarkScale, value: number): number {
  return (value - low) / (high - low);
}
