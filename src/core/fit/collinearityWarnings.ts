import type { Warning } from '../errors.js';
import type { TermRow } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import { asSum, type Identity, identityOf, writeIdentity } from './identity.js';
import type { DroppedColumn } from './rank.js';

/** From here on a column is all but a combination of the others: three of the digits of its weight are gone twice. */
const HUGE_VIF = 1e6;
const MOST_NAMES = 5;
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];

/** Says which columns were dropped and why, with the identity written out, and which ones nearly were. */
export function collinearityWarnings(basis: FitBasis, terms: readonly TermRow[]): Warning[] {
  return [
    ...basis.decision.dropped.map((dropped) => droppedWarning(basis, dropped)),
    ...nearCollinear(terms),
  ];
}

function droppedWarning(
  { frame, decision, fullTriangle, solution }: FitBasis,
  dropped: DroppedColumn,
): Warning {
  const k = dropped.column - (frame.hasIntercept ? 1 : 0);
  const { name } = frame.columns[k]!;
  const { n } = solution;
  if (dropped.isConstant) return constantFeature(name, frame.hasIntercept ? frame.shift[k]! : 0, n);
  const identity = identityOf(frame, fullTriangle, dropped);
  if (identity !== null) {
    const order = frame.columns.map((column) => column.name);
    return identityWarning(name, asSum(identity, order), n);
  }
  const before = decision.kept.filter((column) => column < dropped.column && column >= dropped.column - k);
  return {
    code: 'fit/collinear',
    message: `\`${name}\` is a combination of ${listNames(before.map((column) => frame.columns[column - (dropped.column - k)]!.name))} on all ${n} rows, so their weights cannot be told apart. \`${name}\` is left out; predictions do not change.`,
    hint: `Take \`${name}\` out of the formula, or one of the others to keep it.`,
  };
}

function constantFeature(name: string, value: number, n: number): Warning {
  return {
    code: 'fit/constant-feature',
    message: `\`${name}\` is ${value} on all ${n} rows used and explains nothing. It is left out; predictions do not change.`,
    hint: `Take \`${name}\` out of the formula.`,
  };
}

function identityWarning(name: string, identity: Identity, n: number): Warning {
  const columns = identity.terms.length + 1;
  const facts = columns - 1 === 1 ? 'one fact' : `${NUMBERS[columns - 1]} facts`;
  return {
    code: 'fit/collinear',
    message: `\`${writeIdentity(identity)}\`, on all ${n} rows. The ${NUMBERS[columns]} columns hold ${facts}, so their weights cannot be told apart. \`${name}\` is left out; predictions do not change.`,
    hint: `Take \`${name}\` out of the formula, or one of the others to keep it.`,
  };
}

function nearCollinear(terms: readonly TermRow[]): Warning[] {
  const near = terms.filter((term) => inflationOf(term) > HUGE_VIF);
  if (near.length === 0) return [];
  const worst = Math.max(...near.map(inflationOf));
  return [
    {
      code: 'fit/near-collinear',
      message: `${listNames(near.map(({ name }) => name))}: each is all but a combination of the other features (variance inflation up to ${worst.toPrecision(2)}). They are fitted, but their weights are hardly told apart.`,
      hint: 'Leave one of them out if the weights matter; predictions hardly change.',
    },
  ];
}

/** For each of its degrees of freedom. */
function inflationOf({ inflationPerDf }: TermRow): number {
  return (inflationPerDf ?? 0) ** 2;
}

function listNames(names: readonly string[]): string {
  const quoted = names.slice(0, MOST_NAMES).map((name) => `\`${name}\``);
  if (names.length > MOST_NAMES) quoted.push(`${names.length - MOST_NAMES} more`);
  return quoted.length < 2
    ? (quoted[0] ?? 'the others')
    : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
