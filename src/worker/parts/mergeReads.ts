import type { PartTally } from '../../core/table/blockReader.js';
import { mergedTally } from '../../core/table/columnTally.js';
import { fingerprintOf } from '../../core/table/fingerprint.js';
import { LineIndex, LineIndexBuilder } from '../../core/table/lineIndex.js';
import type { ByteRange, PartRead } from './partContract.js';

/** What was found in all parts of a file. */
export type FileRead = { tally: PartTally; lines: LineIndex; byteCount: number; fingerprint: string };

/**
 * True where every part ends as a part must: with a record, at the byte where the next one begins, and with nothing in
 * it that only a look at the parts before it could settle. By induction from the first part all cuts are right then.
 */
export function areWhole(reads: readonly PartRead[], ranges: readonly ByteRange[]): boolean {
  const last = reads.length - 1;
  return reads.every(({ tally, byteCount }, k) => {
    const { from, to } = ranges[k]!;
    const isCut = k < last && (tally.endLine !== null || has(tally, 'csv/unclosed-quote'));
    // What is said of its lines counts them from its own first.
    const isOdd = k > 0 && tally.repairs.length > 0;
    return byteCount === to - from && !isCut && !isOdd;
  });
}

/** Puts together what was found in the parts, given in file order. */
export function mergedReads(reads: readonly PartRead[]): FileRead {
  const byteCount = reads.reduce((sum, read) => sum + read.byteCount, 0);
  const words = Uint32Array.from(reads.flatMap(({ pieceHashes }) => [...pieceHashes]));
  return {
    tally: reads.map(({ tally }) => tally).reduce(mergedTallies),
    lines: mergedLines(reads),
    byteCount,
    fingerprint: fingerprintOf(words, byteCount),
  };
}

function has({ repairs }: PartTally, code: string): boolean {
  return repairs.some((repair) => repair.code === code);
}

function mergedTallies(before: PartTally, after: PartTally): PartTally {
  const shift = before.nextLine - 1;
  return {
    rowCount: before.rowCount + after.rowCount,
    columns: before.columns.map((tally, k) => mergedTally(tally, after.columns[k]!, before.rowCount)),
    endLine: after.endLine === null ? null : after.endLine + shift,
    repairs: before.repairs,
    nextLine: after.nextLine + shift,
  };
}

function mergedLines(reads: readonly PartRead[]): LineIndex {
  const builder = new LineIndexBuilder();
  let shift = 0;
  for (const { lines, tally } of reads) {
    builder.append(new LineIndex(lines), shift);
    shift += tally.nextLine - 1;
  }
  return builder.finish();
}
