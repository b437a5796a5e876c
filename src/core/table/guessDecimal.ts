import { bareNumber } from './numberSigns.js';
import {
  COMMA_NUMBER,
  POINT_NUMBER,
  SPACED_COMMA,
  SPACED_POINT,
  SURE_POINT_THOUSANDS,
  SURE_THOUSANDS,
  THOUSANDS_OR_DECIMALS,
} from './numberText.js';
import type { SampleRecords } from './sampleRecords.js';

/** The decimal mark, and a cell that leaves it open where one does. */
export type DecimalGuess = { decimal: '.' | ','; ambiguous?: { text: string; line: number } };

const THREE_DIGITS_BEHIND = /^[+-]?\d{1,3}[.,]\d{3}$/;
const COMMA_MARKS = [COMMA_NUMBER, SURE_POINT_THOUSANDS, SPACED_COMMA];

/** What speaks for each reading, counted over the cells of a sample. */
class DecimalEvidence {
  points = 0;
  commas = 0;
  thousands = 0;
  unsure: { text: string; line: number } | undefined;
  /** Columns with an unsure cell, and those with an integer that would have been written with a group. */
  readonly unsureColumns = new Set<number>();
  readonly ungroupedColumns = new Set<number>();

  add(records: SampleRecords, record: number, column: number): void {
    const cell = records.text(record, column);
    const text = bareNumber(cell);
    // An amount or a share with three digits behind its mark tells nothing: hardly one is as precise, or as grouped.
    if (text !== cell && THREE_DIGITS_BEHIND.test(text)) return;
    if (!records.hasMark(record, column)) {
      if (/^[+-]?[1-9]\d{3,}$/.test(text)) this.ungroupedColumns.add(column);
    } else if (THOUSANDS_OR_DECIMALS.test(text)) {
      this.unsureColumns.add(column);
      this.unsure ??= { text, line: records.line(record) };
    } else if (SURE_THOUSANDS.test(text)) this.thousands++;
    else if (COMMA_MARKS.some((pattern) => pattern.test(text))) this.commas++;
    else if (POINT_NUMBER.test(text) || SPACED_POINT.test(text)) this.points++;
  }

  get hasUngroupedThousands(): boolean {
    return [...this.unsureColumns].some((column) => this.ungroupedColumns.has(column));
  }
}

/** The decimal mark of a sample. Only a file whose delimiter is not a comma can have a decimal comma. */
export function guessDecimal(records: SampleRecords): DecimalGuess {
  if (records.delimiter === ',') return { decimal: '.' };
  const evidence = new DecimalEvidence();
  for (let record = 0; record < records.count; record++)
    for (let column = 0; column < records.width(record); column++) evidence.add(records, record, column);
  if (evidence.commas > 0 || evidence.points > 0)
    return { decimal: evidence.commas >= evidence.points ? ',' : '.' };
  if (evidence.thousands > 0 || evidence.unsure === undefined) return { decimal: '.' };
  return { decimal: likelierDecimal(records.delimiter, evidence), ambiguous: evidence.unsure };
}

/**
 * Programs that write `;` between cells do so because the comma is their decimal mark. Elsewhere three digits after
 * every comma are thousands, unless the same column has a thousand without a comma.
 */
function likelierDecimal(delimiter: string, evidence: DecimalEvidence): '.' | ',' {
  return delimiter === ';' || evidence.hasUngroupedThousands ? ',' : '.';
}
