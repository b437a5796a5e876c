/** Gaussian elimination row by row: finds rows that are independent. */
export class Elimination {
  private readonly reduced: { pivot: number; values: Float64Array }[] = [];

  /** @param size numbers in a row. */
  constructor(private readonly size: number) {}

  get isFull(): boolean {
    return this.reduced.length === this.size;
  }

  /** True where the rows taken before leave more than a share of a row, which is then taken. `values` are overwritten. */
  take(values: Float64Array, share: number): boolean {
    const { size } = largest(values);
    for (const earlier of this.reduced) {
      const factor = values[earlier.pivot]!;
      if (factor !== 0) for (let k = 0; k < values.length; k++) values[k]! -= factor * earlier.values[k]!;
    }
    const { at, size: left } = largest(values);
    if (!(left > share * size)) return false;
    const pivot = values[at]!;
    this.reduced.push({ pivot: at, values: values.map((value) => value / pivot) });
    return true;
  }
}

function largest(values: Float64Array): { at: number; size: number } {
  let at = 0;
  for (let k = 1; k < values.length; k++) if (Math.abs(values[k]!) > Math.abs(values[at]!)) at = k;
  return { at, size: Math.abs(values[at]!) };
}
