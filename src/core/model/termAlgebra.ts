import type { GausslineError, TextRange } from '../errors.js';
import type { BinaryOperator, FormulaNode } from './formulaAst.js';

/** A term as its variables, ascending. */
export type TermVariables = readonly number[];

/** What the right side of a formula asks for: terms in the order of their first mention, each once. */
export type TermList = { terms: readonly TermVariables[]; hasIntercept: boolean };

/** What the algebra needs to know of its surroundings. */
export type TermContext = {
  /** The number of a variable; also called for one that is taken away. Throws where it makes no sense. */
  variable(node: FormulaNode): number;
  /** The variables that `.` stands for. */
  dot(range: TextRange): readonly number[];
  /** The error for what is no part of the language. */
  notSupported(node: FormulaNode): GausslineError;
  /** The error for an expansion to more terms than anybody means. */
  tooMany(node: FormulaNode): GausslineError;
  /** The error for products in products without end. */
  tooDeep(node: FormulaNode): GausslineError;
};

/** Deeper than any formula a person writes; keeps a hostile one from exhausting the stack. */
const DEEPEST = 500;

/** More terms than this are a slip of the keyboard. */
export const MOST_TERMS = 10_000;

/**
 * Works out `+`, `-`, `:`, `*`, `^`, `/`, `%in%`, `.`, `0` and `1` by the rules of R's `terms.formula`.
 *
 * @throws GausslineError what the context throws.
 * @see R's `EncodeVars` in src/library/stats/src/model.c.
 */
export function termList(node: FormulaNode, context: TermContext): TermList {
  const algebra = new TermAlgebra(context);
  const terms = algebra.terms(node, false);
  return { terms: [...terms.values()], hasIntercept: algebra.hasIntercept };
}

/** Terms by their variables. */
type Terms = Map<string, TermVariables>;
type BinaryNode = FormulaNode & { kind: 'binary' };

class TermAlgebra {
  hasIntercept = true;
  private depth = 0;

  constructor(private readonly context: TermContext) {}

  terms(node: FormulaNode, isRemoved: boolean): Terms {
    switch (node.kind) {
      case 'name':
      case 'call':
        return setOf([[this.context.variable(node)]]);
      case 'dot':
        return setOf(this.context.dot(node.range).map((variable) => [variable]));
      case 'number':
        return this.constant(node, isRemoved);
      case 'group':
        return this.terms(node.inner, isRemoved);
      case 'unary':
        if (node.operator === '+') return this.terms(node.operand, isRemoved);
        this.terms(node.operand, !isRemoved);
        return new Map();
      case 'binary':
        return isSum(node) ? this.sum(node, isRemoved) : this.product(node, isRemoved);
      case 'string':
        throw this.context.notSupported(node);
    }
  }

  /** `1` asks for the intercept and `0` for none; a minus before either turns it round. The last one holds. */
  private constant(node: FormulaNode & { kind: 'number' }, isRemoved: boolean): Terms {
    if (node.value !== 0 && node.value !== 1) throw this.context.notSupported(node);
    this.hasIntercept = (node.value === 1) !== isRemoved;
    return new Map();
  }

  /** Walks down the left side in a loop: a sum of thousands of columns is that deep. */
  private sum(node: BinaryNode, isRemoved: boolean): Terms {
    const spine: BinaryNode[] = [];
    let first: FormulaNode = node;
    for (; first.kind === 'binary' && isSum(first); first = first.left) spine.push(first);
    const terms = this.terms(first, isRemoved);
    for (const { operator, right } of spine.reverse()) {
      const isMinus = operator === '-';
      for (const [key, term] of this.terms(right, isRemoved !== isMinus)) {
        if (isMinus) terms.delete(key);
        else if (!terms.has(key)) terms.set(key, term);
      }
    }
    return terms;
  }

  private product(node: BinaryNode, isRemoved: boolean): Terms {
    if (++this.depth > DEEPEST) throw this.context.tooDeep(node);
    const left = this.terms(node.left, isRemoved);
    this.depth--;
    if (node.operator === '^') return this.power(node, left);
    const right = this.terms(node.right, isRemoved);
    const isEmpty = left.size === 0 || right.size === 0;
    if (isEmpty && node.operator !== '*') throw this.context.notSupported(node);
    switch (node.operator) {
      case '*':
        return union(left, right, this.crossed(node, left, right));
      case '/':
        return union(left, this.crossed(node, setOf([joined(left)]), right));
      case '%in%':
        return this.crossed(node, left, setOf([joined(right)]));
      default:
        return this.crossed(node, left, right);
    }
  }

  /** `(a + b)^2` is `a + b + a:b`: the terms crossed with themselves so many times. */
  private power(node: BinaryNode, base: Terms): Terms {
    const { right } = node;
    const times = right.kind === 'group' ? right.inner : right;
    if (times.kind !== 'number' || !Number.isInteger(times.value) || times.value < 1)
      throw this.context.notSupported(node);
    let terms = base;
    for (let k = 1; k < times.value; k++) {
      const { size } = terms;
      terms = this.crossed(node, terms, base);
      if (terms.size === size) break;
    }
    return terms;
  }

  private crossed(node: BinaryNode, left: Terms, right: Terms): Terms {
    const terms: Terms = new Map();
    for (const one of left.values())
      for (const other of right.values()) {
        const term = merged(one, other);
        terms.set(keyOf(term), term);
        if (terms.size > MOST_TERMS) throw this.context.tooMany(node);
      }
    return terms;
  }
}

const SUMS: ReadonlySet<BinaryOperator> = new Set(['+', '-']);

function isSum({ operator }: BinaryNode): boolean {
  return SUMS.has(operator);
}

function setOf(terms: readonly TermVariables[]): Terms {
  return new Map(terms.map((term) => [keyOf(term), term]));
}

function union(...sets: readonly Terms[]): Terms {
  const all: Terms = new Map();
  for (const terms of sets) for (const [key, term] of terms) if (!all.has(key)) all.set(key, term);
  return all;
}

/** One term with the variables of all. */
function joined(terms: Terms): TermVariables {
  return [...terms.values()].reduce(merged, []);
}

function merged(one: TermVariables, other: TermVariables): TermVariables {
  return [...new Set([...one, ...other])].sort((a, b) => a - b);
}

function keyOf(term: TermVariables): string {
  return term.join(':');
}
