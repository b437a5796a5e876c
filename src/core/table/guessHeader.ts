import { isNumber, isNumericColumn } from './guessDelimiter.js';
import type { MissingTokens } from './missingTokens.js';
import type { SampleRecords } from './sampleRecords.js';

/**
 * True when the first record names the columns: a text stands above a column of numbers, or nothing in the file is
 * a number. A first record of numbers above numbers is data.
 */
export function guessHeader(records: SampleRecords, missing: MissingTokens): boolean {
  if (records.count < 2) return !isAllNumbers(records, missing);
  let hasNumberAboveNumbers = false;
  for (let column = 0; column < records.width(0); column++) {
    if (!isNumericColumn(records, column, missing)) continue;
    const text = records.text(0, column);
    if (isNumber(text, records.delimiter)) hasNumberAboveNumbers = true;
    else if (!missing.has(text)) return true;
  }
  // A name may spell a missing token: `Na` is sodium.
  return !hasNumberAboveNumbers && hasAnyText(records);
}

function isAllNumbers(records: SampleRecords, missing: MissingTokens): boolean {
  for (let column = 0; column < records.width(0); column++) {
    const text = records.text(0, column);
    if (!missing.has(text) && !isNumber(text, records.delimiter)) return false;
  }
  return true;
}

function hasAnyText(records: SampleRecords): boolean {
  for (let column = 0; column < records.width(0); column++) if (records.text(0, column) !== '') return true;
  return false;
}
