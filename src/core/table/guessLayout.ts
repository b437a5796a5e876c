import { type CellShape, isTelling, shapeOf } from './cellShape.js';
import type { ColumnProfile } from './columnProfile.js';
import type { Layout } from './dialect.js';
import { hasLetter } from './letters.js';
import type { MissingTokens } from './missingTokens.js';
import { repairHeader } from './repairHeader.js';
import { repairRecord } from './repairRecord.js';
import type { SampleRecords } from './sampleRecords.js';
import { isSound, isSparse, learntColumns, usualWidth } from './soundRecords.js';

/** Which part of a sample is the table, the names of its columns, and what the columns look like. */
export type LayoutGuess = {
  layout: Layout;
  /** True where the table begins with the file, at a header of one record at most that agrees with the rows. */
  isOrdinary: boolean;
  /** The names as they stand in the file; undefined without a header and for an ordinary table: its first record. */
  names: readonly string[] | undefined;
  /** The first line of the header, and the first line of a row. */
  headerLine: number;
  firstRowLine: number;
  /** The lines above the table that are not blank, as they stand. */
  preamble: readonly string[];
  columns: readonly ColumnProfile[];
  /** The record of the sample that is the first row, or the one before which it lies. */
  firstRow: number;
};

/** Records that the columns are learnt from. */
const LEARNT_RECORDS = 500;
const MOST_HEADER_RECORDS = 4;
/** What stands in a line of units: anything in brackets, or a unit that columns are often in. */
const UNIT =
  /^(?:[[(].*[\])]|%|°?[CFK]|[numkMG]?(?:m|g|s|V|A|W|Wh|Hz|Pa|J|N|L|l|b|B)|[cd]m|cl|dl|t|h|d|yr|min|sec|bar|ha|[cmk]?m[²³23]|sqm|USD|EUR|GBP|CHF|JPY|[$€£¥])$/;
/** How much doubt may be left about a line above the first sound record for it to be a row. */
const ROW_DOUBT = 3;

/** Looks for the table in a sample: what lies above it, how many records name its columns. `asked` settles that. */
export function guessLayout(
  records: SampleRecords,
  missing: MissingTokens,
  asked: boolean | undefined,
): LayoutGuess {
  return new LayoutGuesser(records, missing).guess(asked);
}

class LayoutGuesser {
  private readonly columns: ColumnProfile[];
  /** The first record that is as wide as most and holds more than a title. */
  private readonly sound: number;

  constructor(
    private readonly records: SampleRecords,
    private readonly missing: MissingTokens,
  ) {
    const width = usualWidth(records);
    const sound: number[] = [];
    for (let record = 0; record < records.count && sound.length < LEARNT_RECORDS; record++)
      if (isSound(records, record, width)) sound.push(record);
    this.columns = learntColumns(records, width, sound);
    this.sound = this.afterTitle(sound);
  }

  guess(asked: boolean | undefined): LayoutGuess {
    const { records, sound } = this;
    const isHeader = asked ?? this.namesColumns(sound);
    const above = records.linesBefore(sound);
    if (!isHeader && above.length > 0) return this.withHeaderAbove(above, asked);
    const headerRecords = isHeader ? this.headerRecords(sound) : 0;
    const headerLine = records.count > 0 ? records.line(sound) : 1;
    const firstRow = sound + headerRecords;
    const firstRowLine = firstRow < records.count ? records.line(firstRow) : headerLine + headerRecords;
    const isPlain = records.count === 0 || isSound(records, sound, this.columns.length);
    const isOrdinary = headerRecords < 2 && above.length === 0 && isPlain;
    const names = isOrdinary || !isHeader ? undefined : this.joinedNames(sound, headerRecords);
    return this.guessed({ headerLine, firstRowLine, firstRow, headerRecords, names, above });
  }

  /** The first sound record is a row: the names, if any, are on a line above that is no sound record. */
  private withHeaderAbove(above: readonly SampleLine[], asked: boolean | undefined): LayoutGuess {
    const { records, columns, sound } = this;
    const soundLine = records.line(sound);
    for (const [index, { text, line }] of above.entries()) {
      const names = asked === false ? undefined : repairHeader(text, records.cutting, columns.length);
      const firstRowLine = above[index + 1]?.line ?? soundLine;
      const rest = { firstRow: sound, above: above.slice(0, index) };
      if (names !== undefined && this.areNames(names))
        return this.guessed({ ...rest, headerLine: line, firstRowLine, headerRecords: 1, names });
      if (this.isRow(text))
        return this.guessed({
          ...rest,
          headerLine: line,
          firstRowLine: line,
          headerRecords: 0,
          names: undefined,
        });
    }
    const at = { headerLine: soundLine, firstRowLine: soundLine, firstRow: sound };
    return this.guessed({ ...at, headerRecords: 0, names: undefined, above });
  }

  private guessed(found: {
    headerLine: number;
    firstRowLine: number;
    firstRow: number;
    headerRecords: number;
    names: readonly string[] | undefined;
    above: readonly SampleLine[];
  }): LayoutGuess {
    const { headerLine, firstRowLine, firstRow, headerRecords, names, above } = found;
    const preambleLines = above.length === 0 ? 0 : headerLine - 1;
    const layout: Layout = { preambleLines, headerRecords, endLine: null };
    const preamble = above.map(({ text }) => text);
    const isOrdinary =
      above.length === 0 &&
      (headerRecords === 0 || names === undefined) &&
      this.sound === firstRow - headerRecords;
    return { layout, isOrdinary, names, headerLine, firstRowLine, preamble, columns: this.columns, firstRow };
  }

  /** Titles may look like sound records: in the first of two columns, or apart from the names that stand above rows. */
  private afterTitle(sound: readonly number[]): number {
    const first = sound[0] ?? 0;
    const apart = this.namesApart(sound);
    if (this.columns.length !== 2 || apart !== first) return apart;
    const full = sound.find((record) => this.records.text(record, 1) !== '') ?? first;
    return full !== first && this.wordsAbove(full) > 0 ? full : first;
  }

  /**
   * The last of the records at the start that has words above all telling columns and lies apart from what is before
   * it: a single line, whatever it holds, or more such records.
   */
  private namesApart(sound: readonly number[]): number {
    let names = sound[0] ?? 0;
    for (let index = 1; index < sound.length && index <= MOST_HEADER_RECORDS; index++) {
      const record = sound[index]!;
      const before = sound[index - 1]!;
      if (this.wordsAbove(record) === 0 || (index > 1 && this.wordsAbove(before) === 0)) break;
      if (this.isApart(before, record)) names = record;
    }
    return names;
  }

  /** True where a blank line, a title or the like lies between two records. */
  private isApart(before: number, record: number): boolean {
    return record - before > 1 || this.records.line(record) - this.records.spans.lastLines[before]! > 1;
  }

  /** True when a record names the columns: see `guessHeader`. */
  private namesColumns(record: number): boolean {
    const { records, columns } = this;
    if (records.count === 0) return true;
    if (records.count < 2) return !this.isMostlyTelling(record);
    const above = { texts: 0, textsAboveNumbers: 0, matches: 0, otherMatches: 0 };
    for (const [index, column] of columns.entries()) {
      const text = records.text(record, index);
      if (column.telling === undefined || this.missing.has(text)) continue;
      if (records.shape(record, index) === column.telling) {
        above.matches++;
        if (column.telling !== 'number') above.otherMatches++;
      } else {
        above.texts++;
        if (column.telling === 'number') above.textsAboveNumbers++;
      }
    }
    if (above.texts + above.matches === 0)
      return columns.some((_, index) => records.text(record, index) !== '');
    // Years name columns too, so numbers above numbers do not outweigh a name above one.
    if (above.textsAboveNumbers > 0 && above.otherMatches === 0) return true;
    return above.texts > 0 && above.texts >= above.matches;
  }

  private isMostlyTelling(record: number): boolean {
    const { records, missing } = this;
    let filled = 0;
    let noNames = 0;
    for (let column = 0; column < this.columns.length; column++) {
      const text = records.text(record, column);
      if (text === '') continue;
      filled++;
      if (isNoName(records.shape(record, column)) || missing.has(text)) noNames++;
    }
    return noNames * 2 > filled;
  }

  /** How many records, from the first on, hold nothing but texts where the rows hold numbers, dates and the like. */
  private headerRecords(first: number): number {
    const { records } = this;
    let count = 1;
    while (count < MOST_HEADER_RECORDS && first + count < records.count - 1) {
      const next = first + count;
      if (!isSound(records, next, this.columns.length) && !isSparse(records, next)) break;
      if (!this.continuesNames(next) && !this.repeats(first, next)) break;
      count++;
    }
    return count;
  }

  private repeats(first: number, record: number): boolean {
    const { records, columns } = this;
    if (columns.every(({ telling }) => telling === undefined)) return false;
    return columns.every((_, column) => records.text(first, column) === records.text(record, column));
  }

  /** Units, or words above two or more telling columns none of which comes again: a placeholder would. */
  private continuesNames(record: number): boolean {
    const words = this.wordsAbove(record);
    if (words > 0 && this.areUnits(record)) return true;
    if (words < 2) return false;
    const { records, columns } = this;
    const end = Math.min(records.count, LEARNT_RECORDS);
    for (let column = 0; column < columns.length; column++) {
      const text = records.text(record, column);
      if (text === '') continue;
      for (let row = record + 1; row < end; row++) if (records.text(row, column) === text) return false;
    }
    return true;
  }

  private areUnits(record: number): boolean {
    return this.columns.every(({ telling }, column) => {
      const text = this.records.text(record, column);
      return telling === undefined || text === '' || UNIT.test(text);
    });
  }

  /** How many cells above telling columns are words; 0 where one of them is no word. */
  private wordsAbove(record: number): number {
    let words = 0;
    for (const [index, { telling }] of this.columns.entries()) {
      if (telling === undefined) continue;
      const text = this.records.text(record, index);
      if (this.missing.has(text)) continue;
      if (this.records.shape(record, index) === telling || !hasLetter(text)) return 0;
      words++;
    }
    return words;
  }

  private areNames(names: readonly string[]): boolean {
    let words = 0;
    for (const [index, { telling }] of this.columns.entries()) {
      if (telling === undefined || names[index] === '') continue;
      if (shapeOf(names[index]!) === telling) return false;
      words++;
    }
    return words > 0;
  }

  private isRow(text: string): boolean {
    const { doubt } = repairRecord(text, this.records.cutting, this.columns);
    return doubt < ROW_DOUBT && this.columns.some(({ telling }) => telling !== undefined);
  }

  /** Names of several records joined by a space; what a record repeats is said once. */
  private joinedNames(first: number, count: number): string[] {
    return this.columns.map((_, column) => {
      const parts = new Set<string>();
      for (let record = first; record < first + count; record++) parts.add(this.records.text(record, column));
      parts.delete('');
      return [...parts].join(' ');
    });
  }
}

/** Codes may well be names. */
function isNoName(shape: CellShape): boolean {
  return isTelling(shape) && shape !== 'code';
}

/** A line of a sample that is not blank, without its line break. */
export type SampleLine = { text: string; line: number };
