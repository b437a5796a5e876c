import type { Checkpoint } from './checkpoint.js';
import type { Fit } from './fit/fit.js';
import { influenceKind } from './judge/influenceKind.js';
import { standardisedResiduals } from './plot/standardised.js';
import type { ByteSource } from './table/byteSource.js';
import { recordCells } from './table/cellText.js';
import { provenEncoding } from './table/cleanCsv.js';
import { guessSource } from './table/guessSource.js';
import { mapRecords } from './table/mapRecords.js';
import { newNames } from './table/newNames.js';
import type { Table } from './table/table.js';
import { csvCell, csvRecord } from './table/writeCsv.js';

/** One number to each row of `Fit.rows`. */
type Measure = { name: string; values: Float64Array };

/** What is known of each row used: fitted value, residuals, and where rows have a leverage their influence. */
export function rowMeasures(fit: Fit): Measure[] {
  const { rows, spec } = fit;
  const kind = influenceKind(fit);
  const isPlain = kind === 'least squares' && spec.weights === undefined;
  const measures = [
    { name: 'fitted', values: rows.fitted },
    { name: 'residual', values: rows.residual },
  ];
  if (kind === null) return measures;
  const judged = kind === 'counts' ? 'deviance residual' : 'weighted residual';
  if (!isPlain) measures.push({ name: judged, values: rows.devianceResidual });
  measures.push(
    { name: 'standardised residual', values: standardisedResiduals(fit) },
    { name: 'studentised residual', values: rows.studentised },
    { name: 'leverage', values: rows.leverage },
    { name: "Cook's distance", values: rows.cooksDistance },
  );
  if (kind === 'least squares') measures.push({ name: 'DFFITS', values: dffitsOf(fit) });
  return measures;
}

/** @see Belsley, Kuh and Welsch (1980), Regression diagnostics, 2.1. */
function dffitsOf({ rows: { studentised, leverage } }: Fit): Float64Array {
  return studentised.map((t, i) => t * Math.sqrt(leverage[i]! / (1 - leverage[i]!)));
}

/**
 * The table of a source as plain CSV, with the measures of a fit behind every row. A row that was left out has none, and the
 * reason in the last column.
 *
 * @param fit of that table, with all of its rows kept.
 * @throws GausslineError what reading throws; `cancelled` through the checkpoint.
 */
export async function* measuredCsv(
  source: ByteSource,
  { table, fit, checkpoint }: { table: Table; fit: Fit; checkpoint?: Checkpoint | undefined },
): AsyncGenerator<Uint8Array> {
  const guess = await guessSource(source, table.dialect);
  const encoding = await provenEncoding(source, guess, { checkpoint });
  const known = { ...guess, dialect: { ...guess.dialect, encoding } };
  const measures = rowMeasures(fit);
  const names = table.columns.map(({ name }) => name);
  const more = newNames(names, [...measures.map(({ name }) => name), 'left out']);
  const encoder = new TextEncoder();
  yield encoder.encode(`${csvRecord([...names, ...more])}\n`);
  const behind = new CellsBehind(fit, measures);
  const lines = mapRecords(source, known, {
    checkpoint,
    take: (batch) =>
      Array.from(
        { length: batch.spans.recordCount },
        (_, record) => `${csvRecord([...recordCells(batch, record), ...behind.next()])}\n`,
      ),
  });
  for await (const some of lines) yield encoder.encode(some.join(''));
}

/** The cells behind one row after another, in file order. */
class CellsBehind {
  private row = 0;
  private at = 0;
  private readonly reasons: ReadonlyMap<number, string>;

  constructor(
    private readonly fit: Fit,
    private readonly measures: readonly Measure[],
  ) {
    this.reasons = new Map(
      fit.leftOut.rows.map(({ row, reason, column }) => [
        row,
        column === '' ? reason : `${reason} in ${column}`,
      ]),
    );
  }

  next(): string[] {
    const row = this.row++;
    const { rows } = this.fit;
    if (rows.row[this.at] !== row)
      return [...this.measures.map(() => ''), this.reasons.get(row) ?? 'left out'];
    const at = this.at++;
    return [...this.measures.map(({ values }) => csvCell(values[at]!)), ''];
  }
}
