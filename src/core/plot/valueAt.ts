/** A line through points, x ascending; both arrays have the same length, at least 1. */
export type Polyline = { x: Float64Array; y: Float64Array };

/** The line's height at x by straight pieces; that of its ends beyond them. */
export function valueAt({ x, y }: Polyline, at: number): number {
  let low = 0;
  let high = x.length - 1;
  if (at <= x[low]!) return y[low]!;
  if (at >= x[high]!) return y[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  const width = x[high]! - x[low]!;
  return width > 0 ? y[low]! + ((y[high]! - y[low]!) * (at - x[low]!)) / width : y[low]!;
}
