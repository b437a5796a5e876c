/**
 * Inverse of a square matrix given by its rows, by columns: Gauss and Jordan's, with partial pivoting.
 *
 * @param rows not changed; independent.
 */
export function inverseOf(rows: readonly Float64Array[]): Float64Array[] {
  const size = rows.length;
  const work = rows.map((row, i) => {
    const both = new Float64Array(2 * size);
    both.set(row);
    both[size + i] = 1;
    return both;
  });
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let i = k + 1; i < size; i++) if (Math.abs(work[i]![k]!) > Math.abs(work[best]![k]!)) best = i;
    const pivot = work[best]!;
    work[best] = work[k]!;
    work[k] = pivot;
    const unit = 1 / pivot[k]!;
    for (let at = k; at < 2 * size; at++) pivot[at]! *= unit;
    for (const [i, row] of work.entries()) {
      const factor = row[k]!;
      if (i !== k && factor !== 0) for (let at = k; at < 2 * size; at++) row[at]! -= factor * pivot[at]!;
    }
  }
  return Array.from({ length: size }, (_, column) =>
    Float64Array.from({ length: size }, (_, row) => work[row]![size + column]!),
  );
}
