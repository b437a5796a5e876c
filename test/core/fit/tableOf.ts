import { readFileSync } from 'node:fs';
import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import type { ModelSpec } from '../../../src/core/model/modelSpec.js';
import { consecutiveLines } from '../../../src/core/table/lineIndex.js';
import {
  BLOCK_ROWS,
  type CategoryColumn,
  type NumberColumn,
  type OddCell,
  type Table,
} from '../../../src/core/table/table.js';

/** A table of columns of numbers or texts: NaN and the empty text are missing cells, line 1 the header. */
export function tableOf(
  columns: Record<string, readonly number[] | Float64Array | readonly string[]>,
  odd: OddCell[] = [],
): Table {
  const named = Object.entries(columns);
  const rowCount = named[0]![1].length;
  return {
    name: 'test.csv',
    dialect: {
      delimiter: ',',
      quote: '"',
      escape: 'doubled',
      decimal: '.',
      thousands: null,
      hasHeader: true,
      encoding: 'utf-8',
      hasByteOrderMark: false,
      missingTokens: [],
    },
    layout: { preambleLines: 0, headerRecords: 1, endLine: null },
    headerLine: 1,
    columns: named.map(([name, values]) =>
      isTexts(values) ? categoryColumn(name, values) : numberColumn(name, Float64Array.from(values), odd),
    ),
    notes: [],
    firstCells: [],
    rowCount,
    lines: consecutiveLines(rowCount, 2),
    byteCount: 0,
    fingerprint: '0000000000000000',
    warnings: [],
  };
}

function isTexts(values: ArrayLike<number | string>): values is readonly string[] {
  return typeof values[0] === 'string';
}

function categoryColumn(name: string, cells: readonly string[]): CategoryColumn {
  const levels = [...new Set(cells.filter((cell) => cell !== ''))];
  const codes = Int32Array.from(cells, (cell) => levels.indexOf(cell));
  const blocks: Int32Array[] = [];
  for (let start = 0; start < codes.length; start += BLOCK_ROWS)
    blocks.push(codes.slice(start, start + BLOCK_ROWS));
  return {
    ...{ kind: 'category', name, levels, blocks, example: levels[0] ?? '', firstOdd: undefined },
    levelCounts: levels.map((level) => cells.filter((cell) => cell === level).length),
    missingCount: cells.filter((cell) => cell === '').length,
    distinctCount: levels.length,
    isAllDistinct: new Set(cells).size === cells.length,
  };
}

function numberColumn(name: string, values: Float64Array, oddCells: OddCell[]): NumberColumn {
  const blocks: Float64Array[] = [];
  for (let start = 0; start < values.length; start += BLOCK_ROWS)
    blocks.push(values.slice(start, start + BLOCK_ROWS));
  const missingCount = values.filter(Number.isNaN).length - oddCells.length;
  return {
    kind: 'number',
    name,
    form: 'plain',
    firstDay: null,
    currency: '',
    blocks,
    missingCount,
    oddCount: oddCells.length,
    oddCells,
    countsByOne: false,
  };
}

/** Reads the plain files of `test/certified`: no quotes, `NA` for missing. */
export function certifiedTable(path: string): Table {
  const [header, ...lines] = readFileSync(`test/certified/${path}`, 'utf8').trim().split('\n');
  const records = lines.map((line) => line.split(','));
  const columns: Record<string, number[] | string[]> = {};
  for (const [k, name] of header!.split(',').entries()) {
    const values = records.map((record) => (record[k] === 'NA' ? Number.NaN : Number(record[k])));
    const isNumeric = records.every((record, i) => record[k] === 'NA' || !Number.isNaN(values[i]!));
    const texts = records.map((record) => (record[k] === 'NA' ? '' : record[k]!));
    columns[name] = isNumeric ? values : texts;
  }
  return tableOf(columns);
}

/** `y ~ a + b`, `y ~ a - 1`, `y ~ 1`; undefined for anything richer. */
export function simpleSpec(formula: string): ModelSpec | undefined {
  const match = /^([\w.]+) ~ ([\w.]+(?: \+ [\w.]+)*)( - 1)?$/.exec(formula);
  if (match === null) return undefined;
  const features = match[2]!.split(' + ').filter((name) => name !== '1');
  return specFromColumns(match[1]!, features, match[3] === undefined);
}

/** The specification of a formula that must be simple. */
export function spec(formula: string): ModelSpec {
  const parsed = simpleSpec(formula);
  if (parsed === undefined) throw new Error(`${formula} is too rich for these tests.`);
  return parsed;
}
