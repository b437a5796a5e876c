import { shortened } from './cellText.js';
import {
  areNumbers,
  type CellForm,
  type ColumnPlan,
  isDateForm,
  PLAIN_NUMBERS,
  TEXTS,
} from './columnPlan.js';
import { type ColumnTally, MOST_LEVELS } from './columnTally.js';
import { formatDay } from './dateReader.js';
import type { CodedColumn, Column, NumberColumn, NumberForm, OddCell } from './table.js';

/** The values of a column, block by block; none for a text. */
export type ColumnBlocks = {
  numbers: readonly Float64Array[];
  codes: readonly Int32Array[];
  lows: readonly Float64Array[];
};

/** What is known of a column when all of it has been read. */
export type ReadColumn = {
  name: string;
  plan: ColumnPlan;
  tally: ColumnTally;
  /** The first cell that is no number in a column of texts that began as one of numbers. */
  firstOdd: OddCell | undefined;
};

/** How a column is to be read again, now that all its cells are known; undefined where it was read as it should be. */
export function betterPlan({ plan, tally }: ReadColumn): ColumnPlan | undefined {
  const { kind, isSettled } = plan;
  if (isSettled || kind === 'ignored') return undefined;
  const isNumeric = areNumbers(tally.numberCount, tally.oddCount);
  if (kind === 'text') return isNumeric ? { ...PLAIN_NUMBERS, isSettled: true } : undefined;
  return isNumeric || tally.oddCount === 0 ? undefined : { ...TEXTS, isSettled: true };
}

/** The column of a table. `askedKind`: what the user has settled. */
export function finishedColumn(
  read: ReadColumn,
  blocks: ColumnBlocks,
  askedKind: string | undefined,
): Column {
  const { name, plan, tally } = read;
  if (plan.kind === 'ignored') return { kind: 'ignored', name };
  const hasNumbers = tally.numberCount > 0 || askedKind === 'number';
  if (plan.kind === 'number' && hasNumbers) return numberColumn(read, blocks);
  const isKept = plan.kind === 'text' && tally.levels.length < MOST_LEVELS;
  const coded = { ...textFacts(read), ...(isKept ? codesOf(read, blocks) : NO_CODES) };
  return { kind: isKept && isCategory(tally, askedKind) ? 'category' : 'text', ...coded };
}

/** Few enough texts, each twice on average. */
function isCategory({ levels, numberCount, oddCount }: ColumnTally, askedKind: string | undefined): boolean {
  if (askedKind === 'text' || levels.length === 0) return false;
  return askedKind === 'category' || levels.length * 2 <= numberCount + oddCount;
}

function numberColumn({ name, plan, tally }: ReadColumn, { numbers, lows }: ColumnBlocks): NumberColumn {
  const { missingCount, oddCount, oddCells, counting } = tally;
  const rowCount = tally.numberCount + missingCount + oddCount;
  const startsRight = counting?.first === 0 || counting?.first === 1;
  const column: NumberColumn = {
    kind: 'number',
    name,
    form: numberForm(plan.form),
    firstDay: isDateForm(plan.form) ? formatDay(plan.origin) : null,
    currency: plan.currency,
    blocks: numbers,
    missingCount,
    oddCount,
    oddCells,
    countsByOne: rowCount > 1 && startsRight && counting!.isByOne,
  };
  return lows.length > 0 ? { ...column, lowBlocks: lows } : column;
}

function numberForm(form: CellForm): NumberForm {
  if (isDateForm(form)) return 'date';
  return form === 'grouped' ? 'plain' : form;
}

type Codes = Pick<CodedColumn, 'levels' | 'levelCounts' | 'blocks'>;
const NO_CODES: Codes = { levels: [], levelCounts: [], blocks: [] };

function codesOf({ tally }: ReadColumn, { codes }: ColumnBlocks): Codes {
  return { levels: tally.levels, levelCounts: tally.levelCounts, blocks: codes };
}

function textFacts({ name, tally, firstOdd }: ReadColumn) {
  const { levels, levelCounts, missingCount } = tally;
  return {
    ...{ name, missingCount, distinctCount: levels.length },
    isAllDistinct: levelCounts.every((count) => count <= 1),
    example: shortened(levels[0] ?? ''),
    firstOdd,
  };
}
