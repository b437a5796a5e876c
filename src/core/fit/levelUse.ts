import type { BlockInputs } from '../model/evaluate.js';
import { MOST_FACTOR_LEVELS } from '../model/modelPlan.js';
import type { RowLines } from './fileRows.js';

/** A level of a column in some rows. Plain data. */
export type LevelUse = {
  /** As `Indicator` has it. */
  level: string;
  /** Rows used that have it, and rows left out. */
  used: number;
  leftOut: number;
  /** Lines of the first few of those left out. */
  lines: readonly number[];
};

/** Lines that are named of a level's rows left out. */
const NAMED_LINES = 5;

type Counts = { used: number; leftOut: number; lines: number[] };

/** Counts which levels of a column the rows used and the rows left out have. */
export class LevelCounter {
  private readonly counts = new Map<string | number, Counts>();

  constructor(
    private readonly column: string,
    private readonly lines: RowLines,
  ) {}

  /** `used`: places of the rows used in the block, null for all. */
  add(
    inputs: BlockInputs,
    { start, rowCount }: { start: number; rowCount: number },
    used: Uint16Array | null,
  ): void {
    const levelAt = this.reader(inputs);
    let next = 0;
    for (let i = 0; i < rowCount; i++) {
      const isUsed = used === null || used[next] === i;
      if (used !== null && isUsed) next++;
      const level = levelAt(i);
      if (level === null) continue;
      const counts = this.countsOf(level);
      if (counts === undefined) continue;
      if (isUsed) counts.used++;
      else this.leaveOut(counts, start + i);
    }
  }

  result(): LevelUse[] {
    return Array.from(this.counts, ([level, counts]) => ({ level: String(level), ...counts }));
  }

  private reader(inputs: BlockInputs): (place: number) => string | number | null {
    const coded = inputs.codes(this.column);
    if (coded === null) {
      const values = inputs.numbers(this.column);
      // Plus zero: a factor has one zero.
      return (place) => (Number.isNaN(values[place]!) ? null : values[place]! + 0);
    }
    const { codes, levels } = coded;
    return (place) => (codes[place]! < 0 ? null : levels[codes[place]!]!);
  }

  /** Undefined beyond the levels that a factor can have. */
  private countsOf(level: string | number): Counts | undefined {
    const known = this.counts.get(level);
    if (known !== undefined || this.counts.size > MOST_FACTOR_LEVELS) return known;
    const counts = { used: 0, leftOut: 0, lines: [] };
    this.counts.set(level, counts);
    return counts;
  }

  private leaveOut(counts: Counts, row: number): void {
    counts.leftOut++;
    if (counts.lines.length < NAMED_LINES) counts.lines.push(this.lines.firstLine(row));
  }
}

/** The levels of two parts, the second following the first, whose physical lines are so many. */
export function mergeLevels(
  first: readonly LevelUse[],
  second: readonly LevelUse[],
  lineCount: number,
): LevelUse[] {
  const merged = new Map(first.map((use) => [use.level, use]));
  for (const use of second) {
    const known = merged.get(use.level) ?? { level: use.level, used: 0, leftOut: 0, lines: [] };
    merged.set(use.level, {
      level: use.level,
      used: known.used + use.used,
      leftOut: known.leftOut + use.leftOut,
      lines: [...known.lines, ...use.lines.map((line) => line + lineCount)].slice(0, NAMED_LINES),
    });
  }
  return [...merged.values()];
}
