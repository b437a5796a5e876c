import { cellText, decodeText } from './cellText.js';
import type { Dialect } from './dialect.js';
import { Fingerprint } from './fingerprint.js';
import { MissingTokens } from './missingTokens.js';
import { NumberReader } from './numberReader.js';
import type { RecordBatch } from './recordFeed.js';
import { PLAIN } from './recordSpans.js';

/** Texts up to this length are kept as they are; of longer ones the start and a hash. */
const KEPT_LENGTH = 80;

/** What a cell holds: a number, `undefined` where the value is missing, else its text. */
export type CellValue = number | string | undefined;

/** Reads cells by a dialect. */
export class CellReader {
  readonly numbers: NumberReader;
  readonly missing: MissingTokens;

  constructor(dialect: Dialect) {
    this.numbers = new NumberReader(dialect);
    this.missing = new MissingTokens(dialect.missingTokens, this.numbers);
  }

  /** The value of a cell, where the fast reading of its bytes as a number is not enough. */
  value(batch: RecordBatch, cell: number): CellValue {
    const { bytes, spans } = batch;
    const start = spans.starts[cell]!;
    const end = spans.ends[cell]!;
    if (start === end) return undefined;
    const isPlain = spans.forms[cell] === PLAIN;
    if (isPlain && !this.mayBeNumberOrToken(bytes, start, end)) return keyOf(batch, cell);
    const text = isPlain ? decodeText(bytes, start, end) : cellText(batch, cell).trim();
    if (this.missing.has(text)) return undefined;
    const number = this.numbers.readText(text);
    return Number.isNaN(number) ? keyOf(batch, cell) : number;
  }

  /** True where a cell holds no value. Costs less than `value` for a long cell. */
  isMissing(batch: RecordBatch, cell: number): boolean {
    const { starts, ends, forms } = batch.spans;
    const isShort = ends[cell]! - starts[cell]! <= this.missing.mostBytes;
    return (isShort || forms[cell] !== PLAIN) && this.value(batch, cell) === undefined;
  }

  private mayBeNumberOrToken(bytes: Uint8Array, start: number, end: number): boolean {
    return bytes[start]! < 58 || end - start <= this.missing.mostBytes;
  }
}

/** The text of a cell, or of a long one enough to tell it from others. */
function keyOf(batch: RecordBatch, cell: number): string {
  const text = cellText(batch, cell);
  if (text.length <= KEPT_LENGTH) return text;
  const hash = new Fingerprint();
  hash.add(batch.bytes.subarray(batch.spans.starts[cell], batch.spans.ends[cell]));
  return `${text.slice(0, KEPT_LENGTH)}#${hash.digest()}`;
}
