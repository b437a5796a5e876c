import type { ColumnProfile } from './columnProfile.js';
import type { Reading } from './recordReadings.js';

/** The cells that a record's pieces make up, one to a column, and how well they fit. */
export type Alignment = { cells: string[]; cost: number };

const JOIN = 0.35;
/** Texts hold delimiters, but seldom begin or end with one, and mostly with a space behind it. */
const HANGING = 0.6;
const TIGHT = 0.2;
const DROP_EMPTY = 0.8;
/** Rows lack their last cells rather than others. */
const PAD_LAST = 0.6;
const PAD = 0.9;
const SPLIT = 1;
/** A split beside a mark that itself separates, and one within a number, where another one would do. */
const SPLIT_AT_MARK = 0.6;
const SPLIT_NUMBER = 0.1;
/** A split of what is a cell as it stands would make two values of a right one. */
const SPLIT_CELL = 1;
const ENDS_NO_CELL = /[,;|:^~]$/;
const BEGINS_NO_CELL = /^[,;|:^~]/;
const CUT_OFF = 1.5;
/** Longer records are not aligned: what they cost grows with pieces times columns. */
const MOST_PIECES = 400;
const MOST_COLUMNS = 100;
const MOST_JOINED = 60;
const MOST_SPLIT_LENGTH = 300;

type Step = { cost: number; from: number; cells: string[] };

/**
 * Lays the pieces of a reading over the columns at the least cost: pieces are joined where a text held the delimiter,
 * an empty one is dropped where there was a delimiter too many, one is split where a delimiter is missing, a column
 * without a piece stays empty, and pieces beyond the last column are cut off. Undefined where it is not worth trying.
 */
export function alignPieces(reading: Reading, columns: readonly ColumnProfile[]): Alignment | undefined {
  const count = reading.pieces.length;
  const width = columns.length;
  if (count > MOST_PIECES || width > MOST_COLUMNS) return undefined;
  return new Aligner(reading, columns).align();
}

/** Shortest path over states `piece * (width + 1) + column`: so many pieces laid over so many columns. */
class Aligner {
  private readonly steps: (Step | undefined)[];
  private readonly width: number;
  private readonly count: number;

  constructor(
    private readonly reading: Reading,
    private readonly columns: readonly ColumnProfile[],
  ) {
    this.width = columns.length;
    this.count = reading.pieces.length;
    this.steps = new Array((this.count + 1) * (this.width + 1));
  }

  align(): Alignment {
    this.steps[0] = { cost: this.reading.cost, from: -1, cells: [] };
    for (let piece = 0; piece <= this.count; piece++)
      for (let column = 0; column <= this.width; column++) this.expand(piece, column);
    const last = this.state(this.count, this.width);
    return { cells: this.cellsUpTo(last), cost: this.steps[last]!.cost };
  }

  private state(piece: number, column: number): number {
    return piece * (this.width + 1) + column;
  }

  private expand(piece: number, column: number): void {
    const from = this.state(piece, column);
    if (this.steps[from] === undefined) return;
    if (column === this.width) {
      if (piece < this.count && this.count > this.width) this.cutOff(from, piece);
      return;
    }
    const profile = this.columns[column]!;
    const pad = piece === this.count ? PAD_LAST : PAD;
    this.offer(from, this.state(piece, column + 1), pad + profile.misfit('', false), ['']);
    if (piece === this.count) return;
    this.lay(from, piece, column);
    const { text, isQuoted } = this.reading.pieces[piece]!;
    if (text === '') this.offer(from, this.state(piece + 1, column), DROP_EMPTY, []);
    else if (!isQuoted && this.count < this.width && column + 2 <= this.width)
      this.split(from, piece, column);
  }

  private cutOff(from: number, piece: number): void {
    const { text } = this.reading.pieces[piece]!;
    this.offer(from, this.state(piece + 1, this.width), text === '' ? DROP_EMPTY / 2 : CUT_OFF, []);
  }

  /** One piece as the cell of a column, or several joined. */
  private lay(from: number, piece: number, column: number): void {
    const { pieces } = this.reading;
    const profile = this.columns[column]!;
    const { text, isQuoted, start } = pieces[piece]!;
    this.offer(from, this.state(piece + 1, column + 1), profile.misfit(text, isQuoted), [text]);
    if (isQuoted || this.count <= this.width || profile.telling !== undefined) return;
    const end = Math.min(this.count, piece + MOST_JOINED);
    let tight = 0;
    for (let next = piece + 1; next < end && !pieces[next]!.isQuoted; next++) {
      if (this.isTight(next)) tight = TIGHT;
      const joined = this.reading.text.slice(start, pieces[next]!.end).trim();
      const hanging = text === '' || pieces[next]!.text === '' ? HANGING : 0;
      const cost = profile.misfit(joined, false) + JOIN * (next - piece) ** 0.5 + hanging + tight;
      this.offer(from, this.state(next + 1, column + 1), cost, [joined]);
    }
  }

  /** True for a piece behind a delimiter that is no space and has none behind it. */
  private isTight(piece: number): boolean {
    const { text, pieces } = this.reading;
    const { end } = pieces[piece - 1]!;
    return text[end] !== ' ' && pieces[piece]!.start === end + 1;
  }

  /** One piece as the cells of two columns. */
  private split(from: number, piece: number, column: number): void {
    const { text } = this.reading.pieces[piece]!;
    const [left, right] = [this.columns[column]!, this.columns[column + 1]!];
    if (text.length > MOST_SPLIT_LENGTH || (left.telling ?? right.telling) === undefined) return;
    const least = [left, right].some((column) => isCellOf(column, text)) ? SPLIT + SPLIT_CELL : SPLIT;
    for (let at = 1; at < text.length; at++) {
      const halves = [text.slice(0, at).trim(), text.slice(at).trim()] as const;
      const misfit = left.misfit(halves[0], false) + right.misfit(halves[1], false);
      const cost = least + oddness(...halves) + misfit;
      this.offer(from, this.state(piece + 1, column + 2), cost, [...halves]);
    }
  }

  private offer(from: number, to: number, added: number, cells: string[]): void {
    const cost = this.steps[from]!.cost + added;
    const known = this.steps[to];
    if (known === undefined || cost < known.cost) this.steps[to] = { cost, from, cells };
  }

  private cellsUpTo(last: number): string[] {
    const cells: string[][] = [];
    for (let state = last; state > 0; state = this.steps[state]!.from) cells.push(this.steps[state]!.cells);
    return cells.reverse().flat();
  }
}

function isCellOf(column: ColumnProfile, text: string): boolean {
  return column.telling !== undefined && column.misfit(text, false) === 0;
}

/** How odd it is that one cell ends and the next begins here. */
function oddness(left: string, right: string): number {
  if (ENDS_NO_CELL.test(left) || BEGINS_NO_CELL.test(right)) return SPLIT_AT_MARK;
  if (!/^\.?\d/.test(right)) return 0;
  if (/[$€£¥]$/.test(left)) return SPLIT_AT_MARK;
  return /\d$/.test(left) ? SPLIT_NUMBER : 0;
}
