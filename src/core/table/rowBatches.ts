import type { RecordBatch } from './recordFeed.js';
import { PLAIN, QUOTED, RecordSpans } from './recordSpans.js';

/** Cells that are no longer as they stand in the file, and the lines they come from. */
export type LooseRow = { cells: readonly string[]; firstLine: number; lastLine: number };

const encoder = new TextEncoder();

/** Rows of text as a batch of records, to be read as those of the file are. */
export function batchOfRows(rows: readonly LooseRow[]): RecordBatch {
  const spans = new RecordSpans();
  const texts: Uint8Array[] = [];
  let length = 0;
  for (const { cells, firstLine, lastLine } of rows) {
    for (const cell of cells) {
      const text = encoder.encode(cell);
      spans.addCell(length, length + text.length, cell === cell.trim() ? PLAIN : QUOTED);
      texts.push(text);
      length += text.length;
    }
    spans.endRecord(firstLine, lastLine);
  }
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const text of texts) {
    bytes.set(text, position);
    position += text.length;
  }
  return { bytes, spans };
}

/** The records of a batch from `from` up to, not including, `to`. */
export function batchOfRun(batch: RecordBatch, from: number, to: number): RecordBatch {
  const { bytes, spans } = batch;
  return from === 0 && to === spans.recordCount ? batch : { bytes, spans: spans.run(from, to) };
}
