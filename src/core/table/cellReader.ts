import { cellText } from './cellText.js';
import { PLAIN_READING } from './columnPlan.js';
import type { Dialect } from './dialect.js';
import { Fingerprint } from './fingerprint.js';
import { type FormReader, formReader } from './formReader.js';
import { MissingTokens } from './missingTokens.js';
import { NumberReader } from './numberReader.js';
import type { RecordBatch } from './recordFeed.js';
import { PLAIN } from './recordSpans.js';

/** Texts up to this length are kept as they are; of longer ones the start and a hash. */
const KEPT_LENGTH = 80;
const NINE = 57;

/** What a cell holds: a number, `undefined` where the value is missing, else its text. */
export type CellValue = number | string | undefined;

/** Reads cells by a dialect, numbers as one form has them. */
export class CellReader {
  readonly numbers: FormReader;
  readonly missing: MissingTokens;
  readonly decimal: '.' | ',';
  private readonly isPlainForm: boolean;

  constructor(dialect: Dialect, reading = PLAIN_READING) {
    this.numbers = formReader(reading, dialect);
    this.missing = new MissingTokens(dialect.missingTokens, new NumberReader(dialect));
    this.decimal = dialect.decimal;
    this.isPlainForm = reading.form === 'plain';
  }

  /** The value of a cell, where the fast reading of its bytes as a number is not enough. */
  value(batch: RecordBatch, cell: number): CellValue {
    const { bytes, spans } = batch;
    const start = spans.starts[cell]!;
    const end = spans.ends[cell]!;
    if (start === end) return undefined;
    const isPlain = spans.forms[cell] === PLAIN;
    if (isPlain && !this.mayBeNumberOrToken(bytes, start, end)) return keyOf(batch, cell);
    const text = cellText(batch, cell).trim();
    if (this.missing.has(text)) return undefined;
    const number = this.numbers.readText(text);
    return Number.isNaN(number) ? keyOf(batch, cell) : number;
  }

  /** The value of a cell whose bytes alone tell it as a number; undefined says nothing. */
  plainNumber({ bytes, spans }: RecordBatch, cell: number): number | undefined {
    if (this.missing.includeNumbers) return undefined;
    const number = this.numbers.read(bytes, spans.starts[cell]!, spans.ends[cell]!);
    return Number.isNaN(number) ? undefined : number;
  }

  /** The text of a cell, of a long one enough to tell it from others; undefined where the value is missing. */
  text(batch: RecordBatch, cell: number): string | undefined {
    return this.isMissing(batch, cell) ? undefined : keyOf(batch, cell);
  }

  /** True where a cell holds no value. Costs little for a long cell. */
  isMissing(batch: RecordBatch, cell: number): boolean {
    const { starts, ends, forms } = batch.spans;
    const length = ends[cell]! - starts[cell]!;
    if (length === 0) return true;
    if (length > this.missing.mostBytes && forms[cell] === PLAIN) return false;
    return this.missing.has(cellText(batch, cell).trim());
  }

  /** True where a cell plainly spells a number. */
  isNumber({ bytes, spans }: RecordBatch, cell: number): boolean {
    const start = spans.starts[cell]!;
    if (spans.forms[cell]! > 1 || bytes[start]! > NINE) return false;
    return !Number.isNaN(this.numbers.read(bytes, start, spans.ends[cell]!));
  }

  private mayBeNumberOrToken(bytes: Uint8Array, start: number, end: number): boolean {
    if (!this.isPlainForm || end - start <= this.missing.mostBytes) return true;
    // A character of several bytes at an end may be a space.
    return bytes[start]! <= NINE || bytes[start]! >= 0x80 || bytes[end - 1]! >= 0x80;
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
