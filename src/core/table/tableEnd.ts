import { isTelling, shapeOf } from './cellShape.js';
import type { ColumnProfile } from './columnProfile.js';
import type { IrregularRow } from './irregularRows.js';
import { hasLetter } from './letters.js';

/** Rows that may lie below the table are held back no longer than this. */
const MOST_HELD = 200;
/** More doubt than this: the pieces of a line do not make up a row. */
const NOTE_DOUBT = 3.5;
/** Rows alike in width, the first like a header, that make another table. */
const ROWS_OF_ANOTHER_TABLE = 3;

/**
 * Tells where the table ends: irregular rows that look like notes, or like the start of another table, are held back
 * until it is known whether more rows of the table follow.
 */
export class TableEnd {
  /** The first line below the table; null where it reaches to the end. */
  endLine: number | null = null;
  /** What lies below the table. */
  below: 'nothing' | 'notes' | 'another table' = 'nothing';
  private held: IrregularRow[] = [];
  /** Pieces of each row of what may be another table; 0 where none is held. */
  private otherWidth = 0;
  private otherRows = 0;
  private lastLine = 0;

  constructor(private readonly columns: readonly ColumnProfile[]) {}

  get isOver(): boolean {
    return this.endLine !== null;
  }

  get isHolding(): boolean {
    return this.held.length > 0;
  }

  /** An irregular row comes; returns the rows that are now known to belong to the table. */
  take(row: IrregularRow): readonly IrregularRow[] {
    const isApart = row.firstLine - this.lastLine > 1;
    this.lastLine = row.lastLine;
    if (this.isHeld(row, isApart) && this.held.length < MOST_HELD) {
      this.held.push(row);
      if (this.otherRows >= ROWS_OF_ANOTHER_TABLE) this.end('another table');
      return [];
    }
    return [...this.release(), row];
  }

  /** A sound row of the table comes; returns the rows held back until now. */
  release(): readonly IrregularRow[] {
    const { held } = this;
    this.held = [];
    this.otherWidth = 0;
    this.otherRows = 0;
    return held;
  }

  /** Sound rows up to this line have been handed on. */
  passed(line: number): void {
    this.lastLine = line;
  }

  /** Nothing more comes: what is held back lies below the table. */
  finish(): void {
    if (this.held.length > 0 && !this.isOver) this.end(this.otherRows > 1 ? 'another table' : 'notes');
  }

  private end(below: 'notes' | 'another table'): void {
    this.endLine = this.held[0]!.firstLine;
    this.below = below;
    this.held = [];
  }

  private isHeld(row: IrregularRow, isApart: boolean): boolean {
    if (row.repair === null) return this.isNote(row, isApart) || this.isOther(row, isApart);
    if (this.otherWidth > 0 && row.pieces.length === this.otherWidth) {
      this.otherRows++;
      return true;
    }
    // A row by another delimiter that fits the columns is one of the table, whatever pieces its commas make.
    const isRow = row.repair === 'delimiter' && row.doubt <= NOTE_DOUBT;
    const isStart = row.pieces.length > 1 && row.pieces.length !== this.columns.length;
    if (!isRow && isStart && (this.looksLikeHeader(row.pieces) || (isApart && row.doubt > NOTE_DOUBT))) {
      this.otherWidth = row.pieces.length;
      this.otherRows = 1;
      return true;
    }
    return this.isNote(row, isApart);
  }

  /** A row as wide as the table that looks like a header and lies apart: there is no waiting for more of them. */
  private isOther({ pieces }: IrregularRow, isApart: boolean): boolean {
    if (!isApart || !this.looksLikeHeader(pieces)) return false;
    this.otherRows = ROWS_OF_ANOTHER_TABLE;
    return true;
  }

  private isNote({ pieces, doubt }: IrregularRow, isApart: boolean): boolean {
    const filled = pieces.filter((piece) => piece !== '');
    if (filled.length > 1 || this.columns.length < 2) return false;
    if (filled.length === 0) return true;
    const { telling, longestText } = this.columns[0]!;
    const fits = telling === undefined ? filled[0]!.length <= longestText : shapeOf(filled[0]!) === telling;
    if (pieces.length === 1 && this.columns.length > 2) return isApart || doubt > NOTE_DOUBT;
    return !fits || isApart || this.held.length > 0;
  }

  /** Words, and only words, where the table has numbers, dates and the like. */
  looksLikeHeader(pieces: readonly string[]): boolean {
    let words = 0;
    for (const [index, { telling }] of this.columns.entries()) {
      const piece = pieces[index] ?? '';
      if (telling === undefined || piece === '') continue;
      if (isTelling(shapeOf(piece)) || !hasLetter(piece)) return false;
      words++;
    }
    return words > 0;
  }
}
