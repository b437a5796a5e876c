import { columnsOf, type Frame, frameOf } from '../../core/fit/frame.js';
import { partOf } from '../../core/fit/partOf.js';
import { plainArithmetic } from '../../core/fit/plainArithmetic.js';
import type { RowPart } from '../../core/fit/rowPart.js';
import { tableRows } from '../../core/fit/tableRows.js';
import { canBeExact, isExactByDefault } from '../../core/fit/tier.js';
import { type ModelChoices, modelOf, specOf } from '../../core/fitFormula.js';
import type { DesignColumn } from '../../core/model/designColumn.js';
import { assembleTable, readColumns } from '../../core/table/assembleTable.js';
import { BlockReader } from '../../core/table/blockReader.js';
import type { ByteSource } from '../../core/table/byteSource.js';
import { createDecoder } from '../../core/table/decoder.js';
import { KeptBlocks } from '../../core/table/keptBlocks.js';
import { firstBytes } from '../../core/table/meteredBytes.js';
import type { TablePlan } from '../../core/table/planTable.js';
import type { ReadChoices } from '../../core/table/readChoices.js';
import type { ScanKernel } from '../../core/table/scanKernel.js';
import type { Table } from '../../core/table/table.js';

/** The first bytes of a file, from which all is guessed. */
export const START_BYTES = 1 << 18;
/** So many of them tell enough of a table of numbers; levels of texts are the better known, the more rows were seen. */
const NUMBERS_BYTES = 1 << 16;
const NEW_LINE = 10;

/** What the first bytes of a file tell of it. */
export type FileStart = {
  plan: TablePlan;
  /** The first rows, read by the plan; none where the first line is longer than what was looked at. */
  head: Table;
  /** Bytes that these rows and what is above them take. */
  headBytes: number;
  /** True where a quoted cell of these rows holds a line break. */
  hasLongRows: boolean;
};

/** Reads the first rows of a file by a plan. */
export async function readStart(
  source: ByteSource,
  plan: TablePlan,
  { kinds, kernel }: { kinds: ReadChoices['kinds']; kernel: ScanKernel },
): Promise<FileStart> {
  const { guess, columns } = plan.plan;
  const bytes = await firstBytes(source, START_BYTES);
  const text = createDecoder(guess.dialect.encoding).push(bytes.subarray(guess.markLength));
  const areTexts = columns.some(({ kind }) => kind === 'text');
  const few = areTexts ? 0 : text.lastIndexOf(NEW_LINE, NUMBERS_BYTES) + 1;
  const rows = text.subarray(0, few > 0 ? few : text.lastIndexOf(NEW_LINE) + 1);
  const reader = new BlockReader(plan.plan, kernel);
  const kept = new KeptBlocks(columns.length);
  for (const block of reader.push(rows)) kept.add(block);
  for (const block of reader.finish()) kept.add(block);
  const tally = reader.tally();
  const lines = reader.lines();
  const read = { name: source.name, plan, columns: readColumns(plan, tally), tally, lines };
  const head = assembleTable(
    { ...read, byteCount: rows.length, fingerprint: '' },
    { blocks: (k) => kept.column(k), kinds, warnings: [] },
  );
  return { plan, head, headBytes: rows.length, hasLongRows: lines.runs.spans.some((span) => span > 0) };
}

/** What will be fitted to a file; null for the proposed model. */
export type WantedModel = ModelChoices & {
  formula: string | null;
  /** Whether the fit is to be made in double-double, where that is settled. */
  isExact?: boolean | undefined;
};

/** How a fit will go about the rows, as far as the first of them tell. */
export type Ahead = {
  /** To be reduced in while they are read; null where that is not known. */
  frame: Frame | null;
  /** True where what doubles leave of the decimals will be wanted. */
  wantsLow: boolean;
};

/** What a fit will want if the rest of the file is like its first rows; `rowCount`: about how many there are. */
export async function lookAhead(
  head: Table,
  { formula, references, weights, family, isExact }: WantedModel,
  rowCount: number,
): Promise<Ahead> {
  try {
    const { plan } = modelOf(head, formula, { references, weights, family });
    const spec = await specOf(plan, head);
    const ranges = await glanceAt(head, columnsOf(spec));
    const wantsLow = (isExact ?? isExactByDefault(spec, rowCount)) && canBeExact(spec);
    return { frame: ranges === null ? null : frameOf(spec, ranges, wantsLow), wantsLow };
  } catch {
    // What is wrong with the formula is told once all rows are known.
    return { frame: null, wantsLow: isExact ?? false };
  }
}

/** What the first rows of a table tell of its columns. */
export function glanceAt(head: Table, columns: readonly DesignColumn[]): ReturnType<RowPart['glance']> {
  return partOf(tableRows(head), { arithmetic: plainArithmetic }).glance(columns);
}
