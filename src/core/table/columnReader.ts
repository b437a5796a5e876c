import type { CellReader, CellValue } from './cellReader.js';
import { cellText, shortened } from './cellText.js';
import { NumberCells } from './numberCells.js';
import type { RecordBatch } from './recordFeed.js';
import type { Column, OddCell } from './table.js';
import { TextCells } from './textCells.js';

/**
 * Reads one column, batch by batch. Every column starts as numbers; when too many cells turn out odd it goes on as
 * text and its numbers are let go, so that memory stays bounded. The last word is spoken at the end.
 */
export class ColumnReader {
  private numbers: NumberCells | undefined = new NumberCells();
  private texts: TextCells | undefined;
  private example: string | undefined;
  private firstOdd: OddCell | undefined;

  constructor(
    private readonly index: number,
    private readonly cells: CellReader,
  ) {}

  /** Reads the column's cells in the records of a batch, from `firstRecord` on. */
  add(batch: RecordBatch, firstRecord: number): void {
    let record = firstRecord;
    if (this.example === undefined) this.findExample(batch, firstRecord);
    if (this.numbers !== undefined) record = this.addNumbers(this.numbers, batch, firstRecord);
    if (this.texts !== undefined) this.addTexts(this.texts, batch, record);
  }

  finish(name: string): Column {
    if (this.numbers?.isNumeric) return this.numbers.toColumn(name);
    const texts = this.texts ?? new TextCells(this.numbers!);
    return texts.toColumn(name, this.example ?? '', this.firstOdd);
  }

  /** Returns the first record not read: the column turned to text there. */
  private addNumbers(numbers: NumberCells, batch: RecordBatch, firstRecord: number): number {
    const { bytes, spans } = batch;
    const { starts, ends, firstCells, recordCount } = spans;
    const { numbers: reader, missing } = this.cells;
    for (let record = firstRecord; record < recordCount; record++) {
      const cell = firstCells[record]! + this.index;
      const isPresent = cell < firstCells[record + 1]!;
      const value = isPresent ? reader.read(bytes, starts[cell]!, ends[cell]!) : Number.NaN;
      if (!Number.isNaN(value) && !missing.includeNumbers) numbers.add(value);
      else if (!isPresent) numbers.addMissing();
      else {
        this.addSpecial(numbers, this.cells.value(batch, cell));
        if (this.numbers === undefined) return record + 1;
      }
    }
    return recordCount;
  }

  /** Adds a cell that is not plainly a number; the column may turn to text by it. */
  private addSpecial(numbers: NumberCells, value: CellValue): void {
    if (value === undefined) numbers.addMissing();
    else if (typeof value === 'number') numbers.add(value);
    else {
      this.noteFirstOdd(numbers, value);
      numbers.addOdd(value);
      if (numbers.isHopeless) this.turnToText(numbers);
    }
  }

  private noteFirstOdd(numbers: NumberCells, text: string): void {
    const row = numbers.rowCount;
    if (numbers.oddCells.length === 0 && numbers.numberCount * 2 > row) this.firstOdd = { row, text };
  }

  private turnToText(numbers: NumberCells): void {
    this.texts = new TextCells(numbers);
    this.numbers = undefined;
  }

  private addTexts(texts: TextCells, batch: RecordBatch, firstRecord: number): void {
    const { firstCells, recordCount } = batch.spans;
    for (let record = firstRecord; record < recordCount; record++) {
      const cell = firstCells[record]! + this.index;
      const isPresent = cell < firstCells[record + 1]!;
      if (!isPresent || this.cells.isMissing(batch, cell)) texts.missingCount++;
      else if (!texts.isFull) texts.add(this.cells.value(batch, cell)!);
    }
  }

  private findExample(batch: RecordBatch, firstRecord: number): void {
    const { firstCells, recordCount } = batch.spans;
    for (let record = firstRecord; record < recordCount; record++) {
      const cell = firstCells[record]! + this.index;
      if (cell >= firstCells[record + 1]! || this.cells.value(batch, cell) === undefined) continue;
      this.example = shortened(cellText(batch, cell));
      return;
    }
  }
}
