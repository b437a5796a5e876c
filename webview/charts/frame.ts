/** One direction of a chart: the values at its two ends and the round values marked between them. */
export type Scale = { low: number; high: number; ticks: readonly number[]; decimals: number };

/** Where the plot stands inside its drawing, in CSS pixels, and what its sides stand for. */
export type Frame = {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Of the plot alone, without the four margins. */
  width: number;
  height: number;
  x: Scale;
  y: Scale;
};

export type Extent = readonly [number, number];

/** The smallest extent that holds every finite value of the arrays; 0 to 1 where there is none. */
export function extentOf(...arrays: readonly ArrayLike<number>[]): Extent {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of arrays) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value < low && value > Number.NEGATIVE_INFINITY) low = value;
      if (value > high && value < Number.POSITIVE_INFINITY) high = value;
    }
  }
  return low <= high ? [low, high] : [0, 1];
}

/** A scale a little wider than `extent` (by `pad` of its span at both ends), with about `tickCount` round ticks. */
export function scaleOver(extent: Extent, tickCount: number, pad = 0.04): Scale {
  const [from, to] = widened(extent);
  const margin = (to - from) * pad;
  return scaleBetween(from - margin, to + margin, tickCount);
}

/** A scale that ends exactly at `low` and `high`. */
export function scaleBetween(low: number, high: number, tickCount: number): Scale {
  const step = roundStep(low, high, tickCount);
  const [first, last] = tickRange(low, high, step);
  const ticks = Array.from({ length: last - first + 1 }, (_, k) => roundedTick(first + k, step));
  return { low, high, ticks, decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
}

/** The scale of an x axis this wide: as many ticks as their labels leave room for. */
export function acrossScale(extent: Extent, width: number): Scale {
  const room = labelWidth(scaleOver(extent, 6)) + 24;
  return scaleOver(extent, Math.max(2, Math.min(9, Math.round(width / room))), 0.05);
}

/** How many ticks a y axis this high carries. */
export function ticksUp(height: number): number {
  return Math.max(4, Math.min(6, Math.round(height / 45)));
}

/** Pixels from the left edge of the drawing. */
export function xPixel(frame: Frame, value: number): number {
  return frame.left + ((value - frame.x.low) / (frame.x.high - frame.x.low)) * frame.width;
}

/** Pixels from the top edge of the drawing. */
export function yPixel(frame: Frame, value: number): number {
  return frame.top + (1 - (value - frame.y.low) / (frame.y.high - frame.y.low)) * frame.height;
}

/** A format of d3 for the ticks of a scale: plain with commas, `2M` for the huge, `2e-7` for the tiny. */
export function tickFormat(scale: Scale): string {
  const largest = Math.max(Math.abs(scale.low), Math.abs(scale.high));
  if (largest >= 1e15) return '.3~e';
  if (largest >= 1e6) return '.4~s';
  return scale.decimals > 4 ? '.3~e' : `,.${scale.decimals}f`;
}

/** Width of the gutter that holds the y labels: 36 as a rule, wider only for long numbers. */
export function gutterFor(scale: Scale): number {
  return Math.max(36, Math.ceil(labelWidth(scale) + 10));
}

/** About how wide the widest label of a scale is, at 11 px. */
function labelWidth(scale: Scale): number {
  const largest = Math.max(...scale.ticks.map(Math.abs), 0);
  const whole = largest >= 1e6 ? 5 : Math.floor(Math.log10(Math.max(1, largest))) + 1;
  const commas = largest >= 1e6 ? 0 : Math.floor((whole - 1) / 3);
  const fraction = scale.decimals > 4 ? 6 : scale.decimals;
  const sign = scale.low < 0 ? 1 : 0;
  return (whole + fraction + sign) * 6.6 + (commas + (fraction > 0 ? 1 : 0)) * 3.2;
}

function widened([low, high]: Extent): Extent {
  if (low < high) return [low, high];
  const half = low === 0 ? 1 : Math.abs(low) * 0.1;
  return [low - half, high + half];
}

/** The step among 1, 2 and 5 times a power of ten that gives about `wanted` ticks: four to seven where it can. */
function roundStep(low: number, high: number, wanted: number): number {
  const power = Math.floor(Math.log10((high - low) / Math.max(1, wanted)));
  const steps = [1, 2, 5, 10, 20].map((digit) => digit * 10 ** power);
  const cost = (step: number) => {
    const [first, last] = tickRange(low, high, step);
    const count = last - first + 1;
    const isOutside = count < Math.min(4, wanted) || count > Math.max(7, wanted);
    return Math.abs(Math.log(Math.max(0.1, count) / wanted)) + (isOutside ? 1 : 0);
  };
  return steps.reduce((best, step) => (cost(step) < cost(best) ? step : best));
}

/** The first and the last multiple of `step` between two values. */
function tickRange(low: number, high: number, step: number): [number, number] {
  return [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
}

/** `k * step` without the noise of binary fractions (0.30000000000000004). */
function roundedTick(k: number, step: number): number {
  return k === 0 ? 0 : Number((k * step).toPrecision(12));
}
