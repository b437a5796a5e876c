import type { GausslineError, TextRange } from '../errors.js';
import type { FormulaNode } from './formulaAst.js';

/** A column named in a formula, with the place that named it (that of `.` where `.` did). */
export type ColumnMention = { name: string; range: TextRange };

/** What the right side of a formula asks for. Features in order of first mention, each once. */
export type TermList = { features: readonly ColumnMention[]; hasIntercept: boolean };

/** What a term list needs to know of its surroundings. */
export type TermContext = {
  /** Columns that `.` stands for. */
  dotColumns: readonly string[];
  /** Called for every column named, also for one that is taken away. Throws when there is no such column. */
  onMention(mention: ColumnMention): void;
  /** The error for a construct that is of the language but not fitted yet. */
  notSupported(node: FormulaNode): GausslineError;
};

/**
 * Works out `+`, `-`, `.`, `0` and `1` from left to right by the rules of R's `terms.formula`.
 *
 * @throws GausslineError `formula/not-supported` for constructs of the language that are not fitted yet.
 */
export function termList(node: FormulaNode, context: TermContext): TermList {
  const collector = new TermCollector(context);
  const features = collector.collect(node, false);
  return { features: [...features.values()], hasIntercept: collector.hasIntercept };
}

type Terms = Map<string, ColumnMention>;
type BinaryNode = FormulaNode & { kind: 'binary' };

class TermCollector {
  hasIntercept = true;
  constructor(private readonly context: TermContext) {}

  collect(node: FormulaNode, isRemoved: boolean): Terms {
    switch (node.kind) {
      case 'name':
        return this.mention({ name: node.name, range: node.range });
      case 'dot':
        return new Map(this.context.dotColumns.map((name) => [name, { name, range: node.range }]));
      case 'number':
        return this.constant(node, isRemoved);
      case 'group':
        return this.collect(node.inner, isRemoved);
      case 'unary':
        return node.operator === '+'
          ? this.collect(node.operand, isRemoved)
          : this.removeAll(node, isRemoved);
      case 'binary':
        return this.combine(node, isRemoved);
      default:
        throw this.context.notSupported(node);
    }
  }

  private mention(mention: ColumnMention): Terms {
    this.context.onMention(mention);
    return new Map([[mention.name, mention]]);
  }

  /** `1` asks for the intercept and `0` for none; a minus before either turns it round. The last one holds. */
  private constant(node: FormulaNode & { kind: 'number' }, isRemoved: boolean): Terms {
    if (node.value !== 0 && node.value !== 1) throw this.context.notSupported(node);
    this.hasIntercept = (node.value === 1) !== isRemoved;
    return new Map();
  }

  private removeAll(node: FormulaNode & { kind: 'unary' }, isRemoved: boolean): Terms {
    this.collect(node.operand, !isRemoved);
    return new Map();
  }

  /** Walks down the left side in a loop: a sum of thousands of columns is that deep. */
  private combine(node: BinaryNode, isRemoved: boolean): Terms {
    const spine: BinaryNode[] = [];
    let first: FormulaNode = node;
    for (; first.kind === 'binary'; first = first.left) {
      if (first.operator !== '+' && first.operator !== '-') throw this.context.notSupported(first);
      spine.push(first);
    }
    const terms = this.collect(first, isRemoved);
    for (const { operator, right } of spine.reverse()) {
      const isMinus = operator === '-';
      for (const [name, mention] of this.collect(right, isRemoved !== isMinus)) {
        if (isMinus) terms.delete(name);
        else if (!terms.has(name)) terms.set(name, mention);
      }
    }
    return terms;
  }
}
