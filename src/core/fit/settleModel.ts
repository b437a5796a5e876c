import { GausslineError } from '../errors.js';
import type { PolynomialBasis } from '../model/designColumn.js';
import { columnCountOf, designOf, type RowFacts } from '../model/designOf.js';
import { inBackticks } from '../model/formatFormula.js';
import { sortedLevels } from '../model/levelOrder.js';
import {
  MOST_FACTOR_LEVELS,
  type ModelPlan,
  neededColumns,
  usedVariables,
  type Variable,
} from '../model/modelPlan.js';
import type { LevelCount, ModelSpec } from '../model/modelSpec.js';
import { nearestName } from '../model/nearestName.js';
import { noCompleteRow } from './design.js';
import type { LevelUse } from './levelUse.js';
import { type Look, mergeLooks } from './look.js';
import { extendedBasis } from './polynomialSums.js';
import type { RowPart } from './rowPart.js';

type FactorVariable = Variable & { kind: 'factor' };
type PolynomialVariable = Variable & { kind: 'polynomial' };

/** More columns than this take minutes to solve, and gigabytes. */
const MOST_COLUMNS = 5000;

/**
 * The design of a planned model. Only a factor or an orthogonal polynomial needs a look at the rows for it; the first
 * asks for the levels that occur among the rows used, the second for one more to each degree.
 *
 * @param isNumeric tells whether a column of the file holds numbers.
 * @throws GausslineError `formula/one-level`, `formula/too-many-levels`, `formula/unknown-level`, `formula/degree`,
 *   `formula/too-many-columns`, `fit/no-complete-row`, and what the parts throw.
 */
export async function settleModel(
  plan: ModelPlan,
  parts: readonly RowPart[],
  isNumeric: (column: string) => boolean,
): Promise<ModelSpec> {
  const variables = usedVariables(plan);
  const factors = variables.filter((variable) => variable.kind === 'factor');
  const polynomials = variables.filter(
    (variable): variable is PolynomialVariable => variable.kind === 'polynomial' && !variable.isRaw,
  );
  const facts: RowFacts = { levels: new Map(), isNumeric, bases: new Map() };
  if (factors.length + polynomials.length === 0) return limited(plan, facts);
  const settling = new Settling(plan, parts, { factors, polynomials });
  return limited(plan, { isNumeric, ...(await settling.facts()) });
}

/** What a person writes has fewer columns; a sum of the file's own columns may have as many as it likes. */
function limited(plan: ModelPlan, facts: RowFacts): ModelSpec {
  const count = columnCountOf(plan, facts);
  if (count > MOST_COLUMNS && count > plan.terms.length) throw tooManyColumns(plan, count);
  return designOf(plan, facts);
}

class Settling {
  constructor(
    private readonly plan: ModelPlan,
    private readonly parts: readonly RowPart[],
    private readonly asked: {
      factors: readonly FactorVariable[];
      polynomials: readonly PolynomialVariable[];
    },
  ) {}

  async facts(): Promise<Pick<RowFacts, 'levels' | 'bases'>> {
    const { factors, polynomials } = this.asked;
    let bases = polynomials.map((): PolynomialBasis => ({ centres: [], squares: [] }));
    const first = await this.look(factors, bases);
    if (first.leftOut.count === first.rowCount) throw noCompleteRow(first.rowCount, first.leftOut);
    for (const [k, { distinct }] of first.polynomials.entries())
      checkDegree(polynomials[k]!, distinct.length);
    bases = bases.map((basis, k) => extendedBasis(basis, first.polynomials[k]!));
    const highest = Math.max(0, ...polynomials.map(({ degree }) => degree));
    for (let degree = 1; degree <= highest; degree++) {
      const { polynomials: sums } = await this.look([], bases);
      bases = bases.map((basis, k) =>
        degree > polynomials[k]!.degree ? basis : extendedBasis(basis, sums[k]!),
      );
    }
    return {
      levels: new Map(factors.map((factor, k) => [factor.label, this.levelsOf(factor, first.levels[k]!)])),
      bases: new Map(polynomials.map(({ label }, k) => [label, bases[k]!])),
    };
  }

  private async look(factors: readonly FactorVariable[], bases: readonly PolynomialBasis[]): Promise<Look> {
    const order = {
      columns: neededColumns(this.plan),
      factors: factors.map(({ column }) => column),
      polynomials: bases.map((basis, k) => ({ of: this.asked.polynomials[k]!.of, basis })),
    };
    return mergeLooks(await Promise.all(this.parts.map((part) => part.look(order))));
  }

  /** The levels among the rows used, the reference first. */
  private levelsOf(factor: FactorVariable, uses: readonly LevelUse[]): readonly LevelCount[] {
    if (uses.length > MOST_FACTOR_LEVELS) throw tooManyLevels(factor);
    const counts = new Map(uses.map(({ level, used }) => [level, used]));
    const present = sortedLevels(uses.filter(({ used }) => used > 0).map(({ level }) => level));
    if (present.length < 2) throw oneLevel(factor, uses);
    const reference = this.referenceOf(factor, present);
    const ordered = [reference, ...present.filter((level) => level !== reference)];
    return ordered.map((level) => ({ level, count: counts.get(level)! }));
  }

  private referenceOf({ column, range }: FactorVariable, levels: readonly string[]): string {
    const { references } = this.plan;
    const wanted = Object.hasOwn(references, column) ? references[column]! : levels[0]!;
    const found =
      levels.find((level) => level === wanted) ?? levels.find((level) => isSameNumber(level, wanted));
    if (found !== undefined) return found;
    const nearest = nearestName(wanted, levels);
    throw new GausslineError(
      'formula/unknown-level',
      `${inBackticks(column)} has no level ${JSON.stringify(wanted)} among the rows used. Its levels are ${listed(levels)}.`,
      nearest === null
        ? 'Choose one of them as the reference.'
        : `Choose ${JSON.stringify(nearest)}, the nearest one.`,
      { range },
    );
  }
}

function isSameNumber(level: string, wanted: string): boolean {
  return wanted.trim() !== '' && Number(level) === Number(wanted);
}

function checkDegree({ label, degree, range }: PolynomialVariable, distinct: number): void {
  if (degree < distinct) return;
  throw new GausslineError(
    'formula/degree',
    `\`${label}\` needs more than ${degree} distinct values, and there are ${distinct}.`,
    'Choose a lower degree.',
    { range },
  );
}

/** Levels a message names before it only counts. */
const NAMED_LEVELS = 8;

function listed(levels: readonly string[]): string {
  const more = levels.length > NAMED_LEVELS ? ` and ${levels.length - NAMED_LEVELS} more` : '';
  return (
    levels
      .slice(0, NAMED_LEVELS)
      .map((level) => JSON.stringify(level))
      .join(', ') + more
  );
}

/** A factor that is the same in every row explains nothing; who emptied the others is told by lines. */
function oneLevel({ column, range }: FactorVariable, uses: readonly LevelUse[]): GausslineError {
  const name = inBackticks(column);
  const left = uses.find(({ used }) => used > 0)?.level;
  const emptied = uses.filter(({ used }) => used === 0);
  const is = `${name} is ${JSON.stringify(left ?? '')} in every row used, so it has one level and explains nothing.`;
  const named = emptied.slice(0, NAMED_LEVELS).map(({ level, leftOut, lines }) => {
    const more = leftOut > lines.length ? ` and ${leftOut - lines.length} more` : '';
    return `${JSON.stringify(level)} (${leftOut === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more})`;
  });
  const why =
    emptied.length === 0
      ? ''
      : ` Rows left out, because another column lacks a value there, emptied ${named.join(', ')}.`;
  const hint =
    emptied.length === 0
      ? `Remove ${name} from the formula.`
      : `Remove ${name}, or the column with the gaps, or fill the gaps.`;
  const line = emptied[0]?.lines[0];
  return new GausslineError(
    'formula/one-level',
    is + why,
    hint,
    line === undefined ? { range } : { range, line },
  );
}

function tooManyLevels({ column, range }: FactorVariable): GausslineError {
  return new GausslineError(
    'formula/too-many-levels',
    `${inBackticks(column)} has more than ${MOST_FACTOR_LEVELS} levels as a factor; ${MOST_FACTOR_LEVELS} are the most that are fitted.`,
    `Use ${inBackticks(column)} as a number, or remove it.`,
    { range },
  );
}

function tooManyColumns({ formula }: ModelPlan, count: number): GausslineError {
  const short = formula.length > 80 ? `${formula.slice(0, 80)}...` : formula;
  return new GausslineError(
    'formula/too-many-columns',
    `\`${short}\` has ${count} columns with all its levels and products; ${MOST_COLUMNS} are the most that are fitted.`,
    'Leave interactions of factors with many levels out.',
  );
}
