import type { LossCurve } from '../../../src/protocol/index.js';
import type { LiveFrame, Row } from './liveChart.js';
import type { LiveScale } from './liveScale.js';

/** One value to every so many epochs, from epoch 0 on; the last entry is that of the last epoch. */
export type EpochSeries = Pick<LossCurve, 'epochCount' | 'epochsPerEntry'> & { values: ArrayLike<number> };

export function trainOf(curve: LossCurve): EpochSeries {
  return { ...curve, values: curve.train };
}

export function validationOf(curve: LossCurve): EpochSeries {
  return { ...curve, values: curve.validation };
}

/** The epoch an entry is of. */
export function epochOf({ epochCount, epochsPerEntry }: Omit<EpochSeries, 'values'>, entry: number): number {
  return Math.min(entry * epochsPerEntry, epochCount);
}

/** The value of an epoch, or of the one nearest to it that is kept; NaN after the last. */
export function lossAt({ values, epochCount, epochsPerEntry }: EpochSeries, epoch: number): number {
  if (epoch > epochCount) return Number.NaN;
  const entry = epoch === epochCount ? values.length - 1 : Math.round(epoch / epochsPerEntry);
  return values[entry] ?? Number.NaN;
}

/** A row to an entry; what a logarithm cannot show, and what is far outside of a zoom, is left out. */
export function epochRows({ x, y }: Pick<LiveFrame, 'x' | 'y'>, series: EpochSeries, group?: number): Row[] {
  const rows: Row[] = [];
  const { values, epochsPerEntry } = series;
  // The lines must reach the edges of a zoom.
  const first = Math.max(0, Math.floor(x.low / epochsPerEntry) - 1);
  const last = Math.min(values.length - 1, Math.ceil(x.high / epochsPerEntry) + 1);
  for (let entry = first; entry <= last; entry++) {
    const value = values[entry]!;
    const epoch = epochOf(series, entry);
    if (!canStand(y, value) || (x.isLog && epoch <= 0)) continue;
    rows.push(group === undefined ? { c0: epoch, c1: value } : { c0: epoch, c1: value, c2: group });
  }
  return rows;
}

/** The row of the last epoch, where it is in sight. */
export function lastRow(frame: Pick<LiveFrame, 'x' | 'y'>, series: EpochSeries): Row[] {
  const row = epochRows(frame, series).at(-1);
  return row !== undefined && row.c0 === series.epochCount && row.c0 <= frame.x.high ? [row] : [];
}

/** A logarithm knows no zero, and no chart infinity. */
export function canStand({ isLog }: LiveScale, value: number): boolean {
  return Number.isFinite(value) && (!isLog || value > 0);
}
