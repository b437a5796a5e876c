import type { Dialect } from './dialect.js';
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
  const candidates = MARKS.filter((mark) => mark !== decimal && mark !== delimiter).map((mark) => ({
    mark,
    pattern: groupedBy(mark, decimal),
    count: 0,
  }));
  // In a comma file a comma within a number stands in quotes.
  if (delimiter === ',') candidates.push({ mark: ',', pattern: groupedBy(',', decimal), count: 0 });
  let left = MOST_CELLS;
  for (let record = 0; record < records.count; record++)
    for (let column = 0; column < records.width(record) && left > 0; column++, left--) {
      const text = records.text(record, column);
      if (text.length < 5 || text.length > 30) continue;
      for (const candidate of candidates) if (candidate.pattern.test(text)) candidate.count++;
    }
  const best = candidates.reduce((one, other) => (other.count > one.count ? other : one));
  return best.count > 0 ? best.mark : null;
}
