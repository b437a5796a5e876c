import type { LeaveOutReason } from '../fit/fit.js';
import { inputsOf } from '../model/designColumn.js';
import { type BlockInputs, type ColumnEvaluator, compileColumn } from '../model/evaluate.js';
import { cellText, recordCells } from '../table/cellText.js';
import type { RecordBatch } from '../table/recordFeed.js';
import { BLOCK_ROWS } from '../table/table.js';
import type { ScoredColumn } from './newRows.js';
import type { Prediction, Predictor } from './predictor.js';

/** Why a row has no prediction. */
export type NoPrediction = { reason: LeaveOutReason | 'new level'; column: string; cell: string };

/** A row of a file with its prediction, or why it has none. `cells` as they stand in the file. */
export type ScoredRow = {
  /** Its first physical line, 1-based. */
  line: number;
  lastLine: number;
  cells: readonly string[];
} & ({ prediction: Prediction; why: null } | { prediction: null; why: NoPrediction });

/** Predicts the rows of batches of records, 4096 at a time. */
export class RowScorer {
  private readonly numbers: Map<string, Float64Array>;
  private readonly codes: Map<string, { codes: Int32Array; levels: readonly string[] }>;
  private readonly evaluators: readonly ColumnEvaluator[];
  private readonly inputs: BlockInputs;
  private readonly why: (NoPrediction | null)[] = new Array<null>(BLOCK_ROWS).fill(null);

  constructor(
    private readonly predictor: Predictor,
    private readonly columns: readonly ScoredColumn[],
    /** Tells whether a record is to be predicted at all. */
    private readonly isWanted: (batch: RecordBatch, record: number) => boolean,
  ) {
    const numeric = columns.filter(({ isNumeric }) => isNumeric);
    this.numbers = new Map(numeric.map(({ column }) => [column, new Float64Array(BLOCK_ROWS)]));
    this.codes = new Map(
      columns
        .filter(({ isNumeric }) => !isNumeric)
        .map(({ column, levels }) => [
          column,
          { codes: new Int32Array(BLOCK_ROWS), levels: [...(levels ?? [])] },
        ]),
    );
    this.inputs = {
      numbers: (column) => this.numbers.get(column)!,
      codes: (column) => this.codes.get(column) ?? null,
    };
    this.evaluators = predictor.model.spec.features.map(compileColumn);
  }

  /** The rows of a batch that are wanted. */
  score(batch: RecordBatch): ScoredRow[] {
    const wanted: number[] = [];
    for (let record = 0; record < batch.spans.recordCount; record++)
      if (this.isWanted(batch, record)) wanted.push(record);
    const rows: ScoredRow[] = [];
    for (let start = 0; start < wanted.length; start += BLOCK_ROWS)
      this.scoreBlock(batch, wanted.slice(start, start + BLOCK_ROWS), rows);
    return rows;
  }

  private scoreBlock(batch: RecordBatch, records: readonly number[], rows: ScoredRow[]): void {
    for (const [i, record] of records.entries()) this.why[i] = this.fill(batch, record, i);
    const values = this.evaluators.map((evaluate) => evaluate(this.inputs, records.length));
    for (const [i, record] of records.entries()) {
      const { firstLines, lastLines } = batch.spans;
      const place = {
        line: firstLines[record]!,
        lastLine: lastLines[record]!,
        cells: recordCells(batch, record),
      };
      const why = this.why[i] ?? this.undefinedValue(values, i);
      rows.push(
        why === null
          ? { ...place, prediction: this.predict(values, i), why }
          : { ...place, prediction: null, why },
      );
    }
  }

  /** Reads the cells of a row; returns the first that cannot be used. */
  private fill(batch: RecordBatch, record: number, i: number): NoPrediction | null {
    let why: NoPrediction | null = null;
    for (const column of this.columns) {
      const cell = batch.spans.firstCells[record]! + column.place;
      const reason = column.isNumeric
        ? this.fillNumber(batch, cell, { column, i })
        : this.fillLevel(batch, cell, { column, i });
      if (reason !== null) why ??= { reason, column: column.column, cell: cellText(batch, cell).trim() };
    }
    return why;
  }

  private fillNumber(batch: RecordBatch, cell: number, { column, i }: Place): NoPrediction['reason'] | null {
    const { cells, levels } = column;
    const value = cells.plainNumber(batch, cell) ?? cells.value(batch, cell);
    this.numbers.get(column.column)![i] = typeof value === 'number' ? value : Number.NaN;
    if (value === undefined) return 'missing value';
    if (typeof value === 'string' || !Number.isFinite(value)) return 'not a number';
    // Plus zero: a factor has one zero.
    return levels === null || levels.has(String(value + 0)) ? null : 'new level';
  }

  private fillLevel(batch: RecordBatch, cell: number, { column, i }: Place): NoPrediction['reason'] | null {
    const { codes, levels } = this.codes.get(column.column)!;
    const text = column.cells.text(batch, cell);
    codes[i] = text === undefined ? -1 : levels.indexOf(text);
    if (text === undefined) return 'missing value';
    return codes[i] < 0 ? 'new level' : null;
  }

  /** Every cell can be used, but a function has no value there. */
  private undefinedValue(values: readonly Float64Array[], i: number): NoPrediction | null {
    const wrong = values.findIndex((column) => Number.isNaN(column[i]!));
    if (wrong < 0) return null;
    const inputs = inputsOf(this.predictor.model.spec.features[wrong]!).filter((name) =>
      this.numbers.has(name),
    );
    const cell = inputs.map((name) => String(this.numbers.get(name)![i])).join(', ');
    return { reason: 'undefined value', column: inputs[0] ?? '', cell };
  }

  private predict(values: readonly Float64Array[], i: number): Prediction {
    const row: Record<string, number> = {};
    for (const [column, numbers] of this.numbers) row[column] = numbers[i]!;
    return this.predictor.predictDesign((feature) => values[feature]![i]!, row);
  }
}

type Place = { column: ScoredColumn; i: number };
