import { readFileSync } from 'node:fs';
import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import type { ModelSpec } from '../../../src/core/model/modelSpec.js';
import { consecutiveLines } from '../../../src/core/table/lineIndex.js';
import { BLOCK_ROWS, type NumberColumn, type OddCell, type Table } from '../../../src/core/table/table.js';

/** A table of number columns: NaN is a missing cell, line 1 the header. */
export function tableOf(
  columns: Record<string, readonly number[] | Float64Array>,
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
    columns: named.map(([name, values]) => numberColumn(name, Float64Array.from(values), odd)),
    notes: [],
    firstCells: [],
    rowCount,
    lines: consecutiveLines(rowCount, 2),
    byteCount: 0,
    fingerprint: '0000000000000000',
    warnings: [],
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
    blocks,
    missingCount,
    oddCount: oddCells.length,
    oddCells,
    countsByOne: false,
  };
}

/** Reads the plain files of `test/certified`: no quotes, `NA` for missing; columns that hold text are left out. */
export function certifiedTable(path: string): Table {
  const [header, ...lines] = readFileSync(`test/certified/${path}`, 'utf8').trim().split('\n');
  const records = lines.map((line) => line.split(','));
  const columns: Record<string, number[]> = {};
  for (const [k, name] of header!.split(',').entries()) {
    const values = records.map((record) => (record[k] === 'NA' ? Number.NaN : Number(record[k])));
    const isNumeric = records.every((record, i) => record[k] === 'NA' || !Number.isNaN(values[i]!));
    if (isNumeric) columns[name] = values;
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
