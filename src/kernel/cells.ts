// One cell at a time, with all that may surround and fill it: spaces, quotes, line breaks inside quotes.

const LINE_FEED: u32 = 10;
const CARRIAGE_RETURN: u32 = 13;
const SPACE: u32 = 32;
const TAB: u32 = 9;

/** The bytes of the cell are its text. */
export const PLAIN: u32 = 0;
/** As `PLAIN`, from inside quotes. */
export const QUOTED: u32 = 1;
/** From inside quotes; every quote in it is written twice. */
export const DOUBLED: u32 = 2;
/** From the opening quote on: there is text after the closing quote. */
export const TRAILING: u32 = 3;

export let delimiter: u32 = 44;
/** The quote, or a byte that no text holds where there is none. */
export let quote: u32 = 34;
/** End of the bytes to scan, where a quote that is not closed ends the reading. */
export let limit: usize = 0;
/** The line of the next byte. */
export let line: u32 = 1;

/** The cell last found. */
export let cellStart: usize = 0;
export let cellEnd: usize = 0;
export let cellForm: u32 = 0;

export function setMarks(newDelimiter: i32, newQuote: i32): void {
  delimiter = newDelimiter;
  quote = newQuote;
}

export function setLimit(newLimit: usize): void {
  limit = newLimit;
}

export function setLine(newLine: u32): void {
  line = newLine;
}

export function isLineBreak(byte: u32): bool {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

/** Steps over the line break at `position` and counts it. */
export function afterLineBreak(position: usize): usize {
  line++;
  const isPair = <u32>load<u8>(position) === CARRIAGE_RETURN && <u32>load<u8>(position, 1) === LINE_FEED;
  return position + (isPair ? 2 : 1);
}

export function afterSpaces(start: usize): usize {
  let position = start;
  while (isSpace(<u32>load<u8>(position))) position++;
  return position;
}

function isSpace(byte: u32): bool {
  return (byte === SPACE || byte === TAB) && byte !== delimiter;
}

/** Finds the cell that begins at `start`; returns the byte that ends it, 0 where a quote is not closed. */
export function findCell(start: usize): usize {
  const first = afterSpaces(start);
  if (<u32>load<u8>(first) === quote) return quotedCell(first);
  const end = endOfText(first);
  setCell(first, beforeSpaces(first, end), PLAIN);
  return end;
}

function quotedCell(open: usize): usize {
  const next = quotedEnd(open);
  if (next === 0) return longQuotedCell(open);
  setCell(open + 1, next - 1, quotedForm);
  return next;
}

/** Of the quoted cell last found by `quotedEnd`: its form, and how many quotes and delimiters it has. */
export let quotedForm: u32 = QUOTED;
export let quotedStops: usize = 0;

/**
 * The byte behind a quoted cell of up to 15 bytes on one line, where that ends it, found without a loop: texts come at
 * random, and with them how often it would run. 0 where there is more to it. Two quotes together are one of the text,
 * so that one that stands alone closes, and the last of three.
 */
export function quotedEnd(open: usize): usize {
  const bytes = v128.load(open, 1);
  const quotes = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<i8>quote)));
  const delimiters = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<i8>delimiter)));
  const lines = i8x16.bitmask(i8x16.le_u(bytes, i8x16.splat(<i8>CARRIAGE_RETURN)));
  const firsts = quotes & ~(quotes << 1);
  const pairs = quotes & (quotes >>> 1);
  const threes = firsts & pairs & (pairs >>> 1) & ~(quotes >>> 3);
  const length = ctz((((firsts & ~pairs) | (threes << 2)) & 0x7fff) | 0x8000);
  const inside = (1 << length) - 1;
  const after = open + 2 + <usize>length;
  const byte = <u32>load<u8>(after);
  if (length === 15 || (((pairs & (pairs >>> 2)) | lines) & inside) !== 0) return 0;
  if (byte !== delimiter && !isLineBreak(byte)) return 0;
  quotedForm = QUOTED + select<u32>(1, 0, (quotes & inside) !== 0);
  quotedStops = <usize>popcnt((quotes | delimiters) & inside) + 2;
  return after;
}

function longQuotedCell(open: usize): usize {
  let form = QUOTED;
  let close = nextQuote(open + 1);
  while (close !== 0 && <u32>load<u8>(close, 1) === quote) {
    form = DOUBLED;
    close = nextQuote(close + 2);
  }
  if (close === 0) return 0;
  const after = afterSpaces(close + 1);
  const byte = <u32>load<u8>(after);
  if (byte === delimiter || isLineBreak(byte)) {
    setCell(open + 1, close, form);
    return after;
  }
  const end = endOfText(after);
  setCell(open, beforeSpaces(after, end), TRAILING);
  return end;
}

function setCell(start: usize, end: usize, form: u32): void {
  cellStart = start;
  cellEnd = end;
  cellForm = form;
}

/** The delimiter or line break at or after `start`. The bytes to scan end with a line break. */
function endOfText(start: usize): usize {
  const delimiters = i8x16.splat(<i8>delimiter);
  const feeds = i8x16.splat(<i8>LINE_FEED);
  const returns = i8x16.splat(<i8>CARRIAGE_RETURN);
  let position = start;
  while (true) {
    const bytes = v128.load(position);
    const breaks = v128.or(i8x16.eq(bytes, feeds), i8x16.eq(bytes, returns));
    const found = i8x16.bitmask(v128.or(i8x16.eq(bytes, delimiters), breaks));
    if (found !== 0) return position + <usize>ctz(found);
    position += 16;
  }
}

function beforeSpaces(start: usize, end: usize): usize {
  let last = end;
  while (last > start && isSpace(<u32>load<u8>(last - 1))) last--;
  return last;
}

/** The quote at or after `start`, 0 where there is none before the limit. Counts the line breaks before it. */
function nextQuote(start: usize): usize {
  const quotes = i8x16.splat(<i8>quote);
  const feeds = i8x16.splat(<i8>LINE_FEED);
  const returns = i8x16.splat(<i8>CARRIAGE_RETURN);
  for (let position = start; position < limit; position += 16) {
    const bytes = v128.load(position);
    const found = i8x16.bitmask(i8x16.eq(bytes, quotes));
    const feed = i8x16.bitmask(i8x16.eq(bytes, feeds));
    const carriage = i8x16.bitmask(i8x16.eq(bytes, returns));
    if ((feed | carriage) !== 0) countBreaks(position, feed, carriage, found);
    if (found === 0) continue;
    const at = position + <usize>ctz(found);
    return at < limit ? at : 0;
  }
  return 0;
}

/** Counts the line breaks among 16 bytes, those before the first quote; a pair once, at its line feed's return. */
function countBreaks(position: usize, feed: i32, carriage: i32, found: i32): void {
  const before = found === 0 ? 0xffff : (1 << ctz(found)) - 1;
  const afterReturn = (carriage << 1) | select<i32>(1, 0, <u32>load<u8>(position - 1) === CARRIAGE_RETURN);
  line += popcnt((carriage | (feed & ~afterReturn)) & before);
}
