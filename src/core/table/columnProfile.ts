import { type CellShape, isTelling, patternOf, shapeOf } from './cellShape.js';

/** A column is telling when this share of its filled cells has one telling shape. */
const TELLING_SHARE = 0.75;
const MOST_PATTERNS = 64;

/** A cell of a telling column that looks otherwise. */
const MISFIT = 4;
const UNUSUAL = 1.2;
const STRAY = 0.3;

/** What the cells of a column look like, learnt from the records that agree; tells what fits the column. */
export class ColumnProfile {
  private readonly shapes = new Map<CellShape, number>();
  private readonly patterns = new Map<string, number>();
  /** Whose patterns are not among those yet: hardly any file asks for them. */
  private unseen: string[] = [];
  private count = 0;
  private filled = 0;
  private quoted = 0;
  private letters = 0;
  private longest = 0;
  /** The telling shape, and how many cells were known when it was found. */
  private shape: CellShape | undefined;
  private learnt = 0;

  /** A profile that has crossed threads, which leaves only its data. */
  static revived(data: object): ColumnProfile {
    return Object.assign(new ColumnProfile(), data);
  }

  /** @param shape of the text */
  add(text: string, shape: CellShape, isQuoted: boolean): void {
    this.count++;
    if (isQuoted) this.quoted++;
    if (shape === 'empty') return;
    this.filled++;
    this.letters += text.length;
    this.longest = Math.max(this.longest, text.length);
    this.shapes.set(shape, (this.shapes.get(shape) ?? 0) + 1);
    this.unseen.push(text);
  }

  /** Looks at what it has left for later: the profile takes less room. */
  settle(): void {
    const { patterns, unseen } = this;
    for (const text of unseen) {
      const pattern = patternOf(text);
      if (patterns.size < MOST_PATTERNS || patterns.has(pattern))
        patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
    }
    this.unseen = [];
  }

  /** The telling shape that most cells have; undefined for a column of texts or one without cells. */
  get telling(): CellShape | undefined {
    if (this.learnt !== this.count) {
      this.learnt = this.count;
      this.shape = this.tellingShape();
    }
    return this.shape;
  }

  private tellingShape(): CellShape | undefined {
    for (const [shape, count] of this.shapes)
      if (isTelling(shape) && count >= TELLING_SHARE * this.filled && this.isRegular(shape)) return shape;
    return undefined;
  }

  get longestText(): number {
    return this.longest;
  }

  /** How badly a cell fits, 0 for one like the others. */
  misfit(text: string, isQuoted: boolean): number {
    if (text === '') return this.filled === this.count ? 1.5 : 0.4 * (this.filled / this.count);
    // A stray quote before a cell hides what it looks like.
    const isStray = text.length > 1 && (text[0] === '"' || text[0] === "'");
    return (
      (isStray ? this.misfitOfText(text.slice(1)) + STRAY : this.misfitOfText(text)) +
      this.misfitOfQuotes(isQuoted)
    );
  }

  private misfitOfText(text: string): number {
    if (this.filled === 0) return UNUSUAL;
    const shape = shapeOf(text);
    const { telling } = this;
    if (telling !== undefined && telling !== shape) return this.shapes.has(shape) ? UNUSUAL : MISFIT;
    if (telling !== undefined) return this.misfitOfPattern(shape, text);
    const misfit = this.shapes.has(shape) || !isTelling(shape) ? 0 : UNUSUAL;
    const ratio = (text.length + 4) / (this.letters / this.filled + 4);
    return misfit + Math.min(1, 0.25 * Math.abs(Math.log(ratio)));
  }

  private misfitOfPattern(shape: CellShape, text: string): number {
    this.settle();
    if (this.patterns.has(patternOf(text))) return 0;
    return shape === 'number' || shape === 'link' || this.patterns.size >= MOST_PATTERNS ? 0.2 : 0.8;
  }

  private misfitOfQuotes(isQuoted: boolean): number {
    const share = this.quoted / this.count;
    if (isQuoted) return share < 0.1 ? 0.2 : 0;
    return share > 0.9 ? 0.6 : 0;
  }

  /** Codes are telling only where they look alike: any word with a digit is one. */
  private isRegular(shape: CellShape): boolean {
    if (shape !== 'code') return true;
    this.settle();
    return Math.max(...this.patterns.values()) >= 0.5 * this.filled;
  }
}
