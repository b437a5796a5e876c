import type { Cutting } from './recordSplitter.js';

/** One piece of a record between two separators: `start` up to `end` in the record's text. */
export type Piece = { text: string; isQuoted: boolean; start: number; end: number };

/** What had to be assumed to read a record so. */
export type Assumption = 'none' | 'quotes' | 'delimiter' | 'separators';

/** One way to cut a record, and how much has to be assumed for it. */
export type Reading = { text: string; pieces: Piece[]; cost: number; assumption: Assumption };

type Way = {
  delimiter: string;
  quote: string | null;
  /** How a quote inside quotes is written. */
  inside: 'doubled' | 'backslash' | 'plain';
  /** The first quote closes, whatever follows: the letter of RFC 4180. */
  isStrict?: boolean;
  /** Quotes also separate: the delimiter before or behind them is missing. */
  separates: 'no' | 'quotes' | 'pairs';
  /** A quote behind which a cell is quoted before it is closed belongs to its own cell's text. */
  isStray?: boolean;
};

const OTHER_DELIMITERS = [',', ';', '\t', '|', ' '];

/** A way to cut a record and what it assumes. */
type Assumed = { way: Way; cost: number; assumption: Assumption };

/**
 * The ways a record that disagrees with the others may be meant, those that assume least first, from its text without
 * its line break: quotes that nothing escapes or closes, separators missing beside quotes, another delimiter or quote
 * in this record. Each is cut only when it is asked for.
 */
export function* readingsOf(text: string, cutting: Cutting): Generator<Reading> {
  for (const { way, cost, assumption } of assumedWays(text, cutting))
    yield { text, pieces: new Cutter(text, way).cut(), cost, assumption };
}

function assumedWays(text: string, cutting: Cutting): Assumed[] {
  const { delimiter, quote } = cutting;
  const way: Way = { delimiter, quote, inside: cutting.escape, separates: 'no' };
  const hasQuotes = quote !== null && text.includes(quote);
  const assumed: Assumed[] = [{ way, cost: 0.1, assumption: 'none' }];
  if (hasQuotes) assumed.push(...quoteWays(text, way));
  const other = quote === "'" ? '"' : "'";
  if (text.includes(other))
    assumed.push({ way: { ...way, quote: other, inside: 'plain' }, cost: 1.2, assumption: 'quotes' });
  for (const candidate of OTHER_DELIMITERS) {
    if (candidate === delimiter || !text.includes(candidate)) continue;
    const otherWay: Way = { ...way, delimiter: candidate };
    assumed.push({ way: otherWay, cost: 1.6, assumption: 'delimiter' });
    if (hasQuotes)
      assumed.push({ way: { ...otherWay, inside: 'plain' }, cost: 1.8, assumption: 'delimiter' });
  }
  return assumed.sort((one, two) => one.cost - two.cost);
}

function quoteWays(text: string, way: Way): Assumed[] {
  const ways: Assumed[] = [
    { way: { ...way, isStrict: true }, cost: 0.35, assumption: 'quotes' },
    { way: { ...way, inside: 'plain' }, cost: 0.4, assumption: 'quotes' },
    { way: { ...way, isStray: true }, cost: 0.45, assumption: 'quotes' },
    { way: { ...way, separates: 'quotes' }, cost: 1, assumption: 'separators' },
    { way: { ...way, separates: 'pairs' }, cost: 1.1, assumption: 'separators' },
    { way: { ...way, quote: null }, cost: 2, assumption: 'quotes' },
  ];
  if (text.includes(`\\${way.quote}`))
    ways.push({ way: { ...way, inside: 'backslash' }, cost: 0.2, assumption: 'quotes' });
  return ways;
}

/** Cuts one record. A quote closes only before a delimiter or the end, unless quotes separate. */
class Cutter {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly way: Way,
  ) {}

  cut(): Piece[] {
    const pieces: Piece[] = [];
    for (;;) {
      pieces.push(this.piece());
      if (this.position >= this.text.length) return pieces;
      if (this.isDelimiter(this.position)) {
        this.position++;
        if (this.position === this.text.length) {
          pieces.push({ text: '', isQuoted: false, start: this.position, end: this.position });
          return pieces;
        }
      }
    }
  }

  private piece(): Piece {
    const start = this.afterSpaces(this.position);
    const quoted = this.isQuote(start) ? this.quotedText(start) : undefined;
    const isWhole = quoted !== undefined && (this.way.isStrict !== true || this.isEnd(this.position));
    if (isWhole) return { text: quoted, isQuoted: true, start, end: this.position };
    let end = quoted === undefined ? start : this.position;
    const from = end;
    while (end < this.text.length && !this.isDelimiter(end) && !this.isOpening(start, end)) end++;
    this.position = end;
    const text = (quoted ?? '') + this.text.slice(from, end);
    return { text: text.trim(), isQuoted: false, start, end };
  }

  /** A quote in the middle of a piece that begins a quoted one, where the delimiter before it is missing. */
  private isOpening(start: number, position: number): boolean {
    if (this.way.separates === 'no' || position === start || !this.isQuote(position)) return false;
    const before = this.position;
    const isClosed = this.quotedText(position) !== undefined;
    this.position = before;
    return isClosed;
  }

  /** The text between the quote at `open` and the one that closes it; undefined where none does. */
  private quotedText(open: number): string | undefined {
    let text = '';
    for (let position = open + 1; position < this.text.length; position++) {
      const isQuote = this.isQuote(position);
      if (isQuote && this.isClosing(position)) {
        const after = this.afterSpaces(position + 1);
        this.position = this.isEnd(after) ? after : position + 1;
        return text;
      }
      if (isQuote && this.way.isStray === true && this.isOpeningCell(position)) return undefined;
      if (this.isEscaping(position)) position++;
      text += this.text[position];
    }
    return undefined;
  }

  /** A quote between a delimiter and text. */
  private isOpeningCell(position: number): boolean {
    let before = position - 1;
    while (this.text[before] === ' ' && !this.isDelimiter(before)) before--;
    return this.isDelimiter(before) && !this.isQuote(position + 1);
  }

  private isClosing(position: number): boolean {
    if (this.isEscaping(position)) return false;
    if (this.way.separates !== 'no' || this.way.isStrict === true) return true;
    return this.isEnd(this.afterSpaces(position + 1));
  }

  /** True for the first character of a pair that stands for one quote. */
  private isEscaping(position: number): boolean {
    if (!this.isQuote(position + 1)) return false;
    const { inside, separates } = this.way;
    if (inside === 'backslash') return this.text[position] === '\\';
    if (inside === 'plain' || !this.isQuote(position)) return false;
    return separates !== 'pairs' || this.isEnd(this.afterSpaces(position + 2));
  }

  private isQuote(position: number): boolean {
    return this.way.quote !== null && this.text[position] === this.way.quote;
  }

  private isDelimiter(position: number): boolean {
    return this.text[position] === this.way.delimiter;
  }

  private isEnd(position: number): boolean {
    return position >= this.text.length || this.isDelimiter(position);
  }

  private afterSpaces(position: number): number {
    let next = position;
    while ((this.text[next] === ' ' || this.text[next] === '\t') && !this.isDelimiter(next)) next++;
    return next;
  }
}
