import type { MissingTokens } from './missingTokens.js';
import { COMMA_NUMBER, POINT_NUMBER, SURE_THOUSANDS } from './numberText.js';
import type { SampleRecords } from './sampleRecords.js';

/** Records looked at for each candidate. */
const SCORED_RECORDS = 200;

/** A record of names as long as the rows is what a table begins with; another first record weighs this much. */
const ODD_FIRST_RECORD = 0.4;
/** A delimiter that nowhere delimits is a weak reading. */
const SINGLE_COLUMN = 0.5;
/** A column is numeric when this share of its cells is. */
const NUMERIC_SHARE = 0.8;

/** The reading whose records agree best in length and which has most columns of numbers; the first among equals. */
export function bestReading(readings: readonly SampleRecords[], missing: MissingTokens): SampleRecords {
  let best = readings[0]!;
  // Nothing but spaces and tabs is an empty file, not a table of tabs.
  if (best.count === 0) return best;
  let bestScore = -1;
  for (const reading of readings) {
    const score = scoreOf(reading, missing);
    if (score > bestScore) [best, bestScore] = [reading, score];
  }
  return best;
}

function scoreOf(records: SampleRecords, missing: MissingTokens): number {
  if (records.count === 0) return 0;
  const { width, share } = commonWidth(records);
  const columns = Array.from({ length: width }, (_, column) => column);
  const numeric = columns.filter((column) => isNumericColumn(records, column, missing)).length;
  const agreement = share * (records.width(0) === width ? 1 : ODD_FIRST_RECORD);
  return agreement * (width > 1 ? 1 : SINGLE_COLUMN) * (1 + numeric / width);
}

/** The most frequent number of cells in a record and the share of records that have it; that of the first on a tie. */
function commonWidth(records: SampleRecords): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (let record = 0; record < records.count; record++)
    counts.set(records.width(record), (counts.get(records.width(record)) ?? 0) + 1);
  let width = records.width(0);
  for (const [candidate, count] of counts) if (count > counts.get(width)!) width = candidate;
  return { width, share: counts.get(width)! / records.count };
}

/** True when most cells below the first record are numbers with a point or, where commas do not delimit, a comma. */
export function isNumericColumn(records: SampleRecords, column: number, missing: MissingTokens): boolean {
  const end = Math.min(records.count, SCORED_RECORDS);
  let numbers = 0;
  let texts = 0;
  for (let record = records.count > 1 ? 1 : 0; record < end; record++) {
    const text = records.text(record, column);
    if (missing.has(text)) continue;
    if (isNumber(text, records.delimiter)) numbers++;
    else texts++;
  }
  return numbers > 0 && numbers >= NUMERIC_SHARE * (numbers + texts);
}

/** True for a number by any decimal mark that the delimiter allows. */
export function isNumber(text: string, delimiter: string): boolean {
  if (POINT_NUMBER.test(text)) return true;
  return delimiter !== ',' && (COMMA_NUMBER.test(text) || SURE_THOUSANDS.test(text));
}
