import type { Warning } from '../errors.js';
import type { LeftOut } from '../fit/fit.js';
import { formatName, inBackticks } from '../model/formatFormula.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { formatCount } from '../words/numbers.js';

/** Rows that a logarithm of the target leaves out because they are 0, and what keeps them. */
export function zerosAdvice(spec: ModelSpec, leftOut: LeftOut, logs: Float64Array): Warning | null {
  const name = loggedColumn(spec);
  if (name === null) return null;
  const undefinedRows = leftOut.rows.filter(({ reason }) => reason === 'undefined value');
  const zeros = undefinedRows.filter(({ column, cell }) => column === name && isZero(cell)).length;
  if (zeros === 0) return null;
  const isCut = (leftOut.byReason['undefined value'] ?? 0) > undefinedRows.length;
  const rows = `${isCut ? 'At least ' : ''}${formatCount(zeros)} of the rows left out ${zeros === 1 ? 'has' : 'have'}`;
  const areCounts = logs.every(isLogOfWhole);
  return {
    code: areCounts ? 'advice/zero-counts' : 'advice/zeros',
    message: `${rows} ${inBackticks(name)} = 0, where a logarithm has no value.`,
    hint: `Fit \`log1p(${formatName(name)})\`, which is defined there${areCounts ? ', or choose the family Poisson, whose counts may be 0' : ''}.`,
  };
}

/** The column that a target is the plain logarithm of; null for other targets. */
function loggedColumn({ family, target }: ModelSpec): string | null {
  const only = target.factors.length === 1 ? target.factors[0] : undefined;
  const isLog = only?.kind === 'function' && /^log(2|10)?$/.test(only.name);
  return family === undefined && isLog && only.of.kind === 'column' ? only.of.name : null;
}

/** As the file writes it: `0`, `0.00`, `0,0`, `$0`. */
function isZero(cell: string): boolean {
  return /0/.test(cell) && !/[1-9]/.test(cell);
}

/** Whole numbers come back from their logarithms up to a rounding. */
function isLogOfWhole(log: number): boolean {
  const value = Math.exp(log);
  return value < 1e6 && Math.abs(value - Math.round(value)) < 1e-9 * value;
}
