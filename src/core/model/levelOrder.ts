/** Levels in the order of a factor: numbers as numbers where all are, else by code point, as R has it in the C locale. */
export function sortedLevels(levels: readonly string[]): string[] {
  const isNumeric = levels.every((level) => level.trim() !== '' && Number.isFinite(Number(level)));
  return [...levels].sort(isNumeric ? byNumber : byCodePoint);
}

function byNumber(a: string, b: string): number {
  return Number(a) - Number(b) || byCodePoint(a, b);
}

/** UTF-16 puts characters beyond the first 65,536 before some of those within. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
