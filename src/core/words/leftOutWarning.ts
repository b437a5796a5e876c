import type { Warning } from '../errors.js';
import { formatName, inBackticks } from '../model/formatFormula.js';
import type { LeftOutColumn } from '../model/modelSpec.js';
import { isIdentifierLike } from '../model/proposeModel.js';

/** Columns a warning names before it only counts. */
const NAMED_COLUMNS = 6;

/** Says which identifier-like columns a proposed model leaves out; empty when there are none. */
export function leftOutWarning(leftOutColumns: readonly LeftOutColumn[]): Warning[] {
  const identifiers = leftOutColumns.filter(isIdentifierLike);
  if (identifiers.length === 0) return [];
  const named = identifiers
    .slice(0, NAMED_COLUMNS)
    .map(({ name, reason }) => `${inBackticks(name)} (${reason})`)
    .join(', ');
  const more = identifiers.length > NAMED_COLUMNS ? ` and ${identifiers.length - NAMED_COLUMNS} more` : '';
  const counter = identifiers.find(({ reason }) => reason === 'counts the rows');
  return [
    {
      code: 'csv/identifier-left-out',
      message: `Left out of the model, because it tells rows apart and describes none: ${named}${more}.`,
      ...(counter && {
        hint: `Add \`+ ${formatName(counter.name)}\` to the formula to use it all the same.`,
      }),
    },
  ];
}
