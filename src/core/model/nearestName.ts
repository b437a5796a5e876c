/**
 * The name a wrong one was meant to be: least edits (insert, delete, replace, swap neighbours) without case, the
 * first of equals. A unit in brackets may be missing. Null when even the nearest is another word.
 */
export function nearestName(wrong: string, names: readonly string[]): string | null {
  const wanted = wrong.toLowerCase();
  const tolerance = Math.max(1, Math.floor(wanted.length / 2));
  let best: string | null = null;
  let bestDistance = tolerance + 1;
  for (const name of names) {
    const distance = distanceTo(wanted, name.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

function distanceTo(wanted: string, name: string, bound: number): number {
  const bare = name.replace(/\s*[([][^()[\]]*[)\]]$/, '');
  return Math.min(boundedDistance(wanted, name, bound), boundedDistance(wanted, bare, bound));
}

function boundedDistance(a: string, b: string, bound: number): number {
  // The lengths alone decide most pairs; a header of thousands of names stays cheap.
  return Math.abs(a.length - b.length) >= bound ? bound : editDistance(a, b);
}

/** Optimal string alignment distance: edits with swaps of neighbours counted as one. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1);
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
