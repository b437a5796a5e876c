/** Values of rows this near, relatively, are a tie: the first row is named. */
const TIE = 1e-12;

/** The largest value of rows, and the lines of the rows on the way to it that came within a tie. Plain data. */
export type Peak = { values: readonly number[]; lines: readonly number[] };

export const NO_PEAK: Peak = { values: [], lines: [] };

/** Finds the first value above a limit from a place on (their length for none), and the line of the i-th value. */
export type PeakSearch = { nextAbove(from: number, limit: number): number; lineAt(i: number): number };

/** The peak with more rows in file order; NaN is never one. */
export function raisePeak(peak: Peak, values: Float64Array, search: PeakSearch): Peak {
  const first = search.nextAbove(0, peak.values.at(-1) ?? -Infinity);
  // Most blocks raise no peak.
  return first === values.length ? peak : raisedFrom(first, peak, values, search);
}

function raisedFrom(
  first: number,
  peak: Peak,
  values: Float64Array,
  { nextAbove, lineAt }: PeakSearch,
): Peak {
  const found = { values: [...peak.values], lines: [...peak.lines] };
  for (let i = first; i < values.length; i = nextAbove(i + 1, values[i]!)) {
    found.values.push(values[i]!);
    found.lines.push(lineAt(i));
  }
  return nearTop(found);
}

/** The peak of the rows of both, the second following the first. */
export function mergePeaks(first: Peak, second: Peak): Peak {
  const top = first.values.at(-1) ?? -Infinity;
  const from = second.values.findIndex((value) => value > top);
  if (from < 0) return first;
  return nearTop({
    values: [...first.values, ...second.values.slice(from)],
    lines: [...first.lines, ...second.lines.slice(from)],
  });
}

/** The largest value and the line of the first row that ties with it; null when there was no value. */
export function peakOf({ values, lines }: Peak): { value: number; line: number } | null {
  return values.length === 0 ? null : { value: values.at(-1)!, line: lines[0]! };
}

function nearTop({ values, lines }: Peak): Peak {
  const from = values.findIndex((value) => value >= values.at(-1)! * (1 - TIE));
  return from <= 0 ? { values, lines } : { values: values.slice(from), lines: lines.slice(from) };
}
