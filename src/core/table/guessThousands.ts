import type { Dialect } from './dialect.js';
import { bareNumber } from './numberSigns.js';
import { groupedBy } from './numberText.js';
import type { SampleRecords } from './sampleRecords.js';

const MARKS = [',', '.', ' ', "'"] as const;

/** Cells looked at. */
const MOST_CELLS = 50_000;

/** The mark between groups of three digits: the one that most cells have; null where none has one. */
export function guessThousands(
  records: SampleRecords,
  { decimal, delimiter }: Pick<Dialect, 'decimal' | 'delimiter'>,
): Dialect['thousands'] {
  const candidates = MARKS.filter((mark) => mark !== decimal && canHold(records, mark, delimiter)).map(
    (mark) => ({ mark, pattern: groupedBy(mark, decimal), count: 0 }),
  );
  if (candidates.length === 0) return null;
  let left = MOST_CELLS;
  for (let record = 0; record < records.count; record++)
    for (let column = 0; column < records.width(record) && left > 0; column++, left--) {
      const cell = records.text(record, column);
      if (cell.length < 5 || cell.length > 30) continue;
      const text = bareNumber(cell);
      for (const candidate of candidates) if (candidate.pattern.test(text)) candidate.count++;
    }
  const best = candidates.reduce((one, other) => (other.count > one.count ? other : one));
  return best.count > 0 ? best.mark : null;
}

/** False where no cell can hold the mark: in most files no cell is looked at. A comma that delimits can stand in quotes. */
function canHold({ bytes, cutting, isAscii }: SampleRecords, mark: string, delimiter: string): boolean {
  const sign = mark !== delimiter ? mark : mark === ',' ? cutting.quote : null;
  // Spaces between groups need not be ASCII's.
  return sign !== null && (bytes.includes(sign.charCodeAt(0)) || (mark === ' ' && !isAscii));
}
