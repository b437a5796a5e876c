import { type CellShape, isTelling, shapeOf } from './cellShape.js';
import { beginsWithLetter } from './letters.js';
import type { MissingTokens } from './missingTokens.js';
import { TRAILING } from './recordSpans.js';
import type { SampleRecords } from './sampleRecords.js';

/** Records looked at for each candidate. */
const SCORED_RECORDS = 200;
/** Columns looked at for each candidate. */
const SCORED_COLUMNS = 200;

/** A record of names as long as the rows is what a table begins with; titles above it weigh this much. */
const ODD_FIRST_RECORD = 0.8;
/** Two columns below a single name are rather one column of decimal commas. */
const ODD_FIRST_OF_TWO = 0.4;
const MOST_TITLES = 10;
/** A reading with this share of the best score may be what was meant. */
const NEARLY = 0.9;
/** Quotes in the middle of cells speak against a reading. */
const LOOSE_QUOTES = 0.5;
/** A delimiter that nowhere delimits is a weak reading. */
const SINGLE_COLUMN = 0.5;
/** Rows that begin and end with two or more telling columns are a table, however many texts hold the delimiter. */
const ANCHORED = 0.7;
/** A column is telling when this share of its cells has the same shape. */
const TELLING_SHARE = 0.8;
/** Delimiters that texts and times are full of weigh less. */
const WEIGHTS: Readonly<Record<string, number>> = { ' ': 0.7, ':': 0.7 };
/** A space delimits nothing where no column is telling; neither it nor a colon does within a time or a link. */
const SPACE_BETWEEN_WORDS = 0.45;
const WITHIN_ONE_VALUE = 0.2;

/** The best reading of several, and one by another delimiter that is nearly as good. */
export type BestReading = { best: SampleRecords; rival: SampleRecords | undefined };

/** The reading whose records agree best in length and which has most telling columns; the first among equals. */
export function bestReading(readings: readonly SampleRecords[], missing: MissingTokens): BestReading {
  const [first] = readings;
  // Nothing but spaces and tabs is an empty file, not a table of tabs.
  if (readings.length === 1 || first!.count === 0) return { best: first!, rival: undefined };
  const scored = readings.map((records) => ({ records, score: scoreOf(records, missing) }));
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  const { delimiter } = best.records;
  const rival = scored.find(
    ({ records, score }) =>
      records.delimiter !== delimiter && score >= NEARLY * best.score && commonWidth(records).width > 1,
  );
  return { best: best.records, rival: rival?.records };
}

/** True where a reading is better than any by a delimiter that does not occur, which has one column. */
export function isMoreThanOneColumn(records: SampleRecords, missing: MissingTokens): boolean {
  return scoreOf(records, missing) > 2 * SINGLE_COLUMN;
}

function scoreOf(records: SampleRecords, missing: MissingTokens): number {
  if (records.count === 0) return 0;
  const { width, share } = commonWidth(records);
  const telling = tellingColumns(records, width, missing);
  const count = telling.filter((isColumn) => isColumn).length;
  const anchored = width > 2 && isAnchored(records, telling, missing) ? ANCHORED : 0;
  const isTable = width > 2 || titlesAbove(records, width) > 0;
  const first = records.width(0) === width ? 1 : isTable ? ODD_FIRST_RECORD : ODD_FIRST_OF_TWO;
  const loose = 1 - LOOSE_QUOTES * Math.min(1, looseQuotes(records) / records.count);
  return (
    Math.max(share * first, anchored) *
    loose *
    weightOf(records, width, count) *
    (1 + (records.count > 1 ? count / Math.max(1, telling.length) : 0))
  );
}

/** Telling columns are counted from the left, then from the right, as far as there is no other between. */
function isAnchored(records: SampleRecords, telling: readonly boolean[], missing: MissingTokens): boolean {
  let count = telling.indexOf(false);
  if (count < 0) return true;
  while (count < 2 && isTellingColumn(records, -1 - (count - telling.indexOf(false)), missing)) count++;
  return count > 1;
}

function weightOf(records: SampleRecords, width: number, telling: number): number {
  const { delimiter } = records;
  if (width <= 1) return SINGLE_COLUMN;
  if ((delimiter === ' ' || delimiter === ':') && isOneValue(records)) return WITHIN_ONE_VALUE;
  if (delimiter === ':' && cutsLinks(records)) return WITHIN_ONE_VALUE;
  if (delimiter === ' ' && telling === 0) return SPACE_BETWEEN_WORDS;
  return WEIGHTS[delimiter] ?? 1;
}

/** True when most records are cut within a link, before its `//`. */
function cutsLinks(records: SampleRecords): boolean {
  const end = Math.min(records.count, SCORED_RECORDS);
  let cut = 0;
  for (let record = 0; record < end; record++) {
    let column = 1;
    while (column < records.width(record) && !records.text(record, column).startsWith('//')) column++;
    if (column < records.width(record)) cut++;
  }
  return cut * 2 > end;
}

/** True when whole records are dates with a time or the like. */
function isOneValue(records: SampleRecords): boolean {
  const end = Math.min(records.count, SCORED_RECORDS);
  let whole = 0;
  for (let record = 0; record < end; record++) {
    const cells = Array.from({ length: records.width(record) }, (_, column) => records.text(record, column));
    const shape = shapeOf(cells.join(records.delimiter));
    if (shape === 'date' || shape === 'time') whole++;
  }
  return whole * 2 > end;
}

/** The most frequent number of cells in a record and the share of records that have it; that of the first on a tie. */
function commonWidth(records: SampleRecords): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (let record = 0; record < records.count; record++)
    counts.set(records.width(record), (counts.get(records.width(record)) ?? 0) + 1);
  let width = records.width(0);
  for (const [candidate, count] of counts) if (count > counts.get(width)!) width = candidate;
  const titles = titlesAbove(records, width);
  return { width, share: counts.get(width)! / (records.count - titles) };
}

/** Records above the first of the table's width, where that is one of the first few; of two columns, if it names them. */
function titlesAbove(records: SampleRecords, width: number): number {
  if (width < 2) return 0;
  for (let record = 0; record < Math.min(records.count, MOST_TITLES + 1); record++)
    if (records.width(record) === width) return width > 2 || isTwoWords(records, record) ? record : 0;
  return 0;
}

function isTwoWords(records: SampleRecords, record: number): boolean {
  return [0, 1].every((column) => {
    const text = records.text(record, column);
    return beginsWithLetter(text) && !isTelling(records.shape(record, column));
  });
}

function tellingColumns(records: SampleRecords, width: number, missing: MissingTokens): boolean[] {
  const end = Math.min(records.count, SCORED_RECORDS);
  const areNumbers = !missing.includeNumbers && records.areNumbers(records.count > 1 ? 1 : 0, end, width);
  return Array.from(
    { length: Math.min(width, SCORED_COLUMNS) },
    (_, column) => areNumbers || isTellingColumn(records, column, missing),
  );
}

/** True when most cells below the first record look alike: numbers, dates, times or the like; -1 is the last column. */
function isTellingColumn(records: SampleRecords, column: number, missing: MissingTokens): boolean {
  const end = Math.min(records.count, SCORED_RECORDS);
  const isComma = records.delimiter === ',';
  const shapes = new Map<CellShape, number>();
  let cells = 0;
  for (let record = records.count > 1 ? 1 : 0; record < end; record++) {
    const at = column < 0 ? records.width(record) + column : column;
    const text = records.text(record, at);
    if (missing.has(text)) continue;
    cells++;
    const shape = records.shape(record, at);
    if (isComma && text.includes(',')) continue;
    if (isTelling(shape) && shape !== 'code') shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  const most = Math.max(0, ...shapes.values());
  return most > 0 && most >= TELLING_SHARE * cells;
}

/** Cells with text behind their closing quote: a sign of another quote, or of another way to escape one. */
export function looseQuotes({ spans }: SampleRecords): number {
  let count = 0;
  for (let cell = 0; cell < spans.cellCount; cell++) if (spans.forms[cell] === TRAILING) count++;
  return count;
}
