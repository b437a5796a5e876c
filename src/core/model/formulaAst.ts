import type { TextRange } from '../errors.js';

/** Binary operators of R's formula language, with R's meaning and precedence. */
export type BinaryOperator = '+' | '-' | '*' | '/' | ':' | '%in%' | '^';

/** One piece of a formula. `range` is where it stands in the text. */
export type FormulaNode =
  | { kind: 'name'; name: string; range: TextRange }
  | { kind: 'dot'; range: TextRange }
  | { kind: 'number'; value: number; range: TextRange }
  | { kind: 'string'; value: string; range: TextRange }
  | { kind: 'group'; inner: FormulaNode; range: TextRange }
  | { kind: 'call'; name: string; arguments: readonly CallArgument[]; range: TextRange }
  | { kind: 'unary'; operator: '+' | '-'; operand: FormulaNode; range: TextRange }
  | {
      kind: 'binary';
      operator: BinaryOperator;
      left: FormulaNode;
      right: FormulaNode;
      operatorRange: TextRange;
      range: TextRange;
    };

/** `raw = TRUE` has a name, `x` has none. */
export type CallArgument = { name: string | null; value: FormulaNode };

/** A formula as it was written: the target left of `~`, the terms right of it. */
export type Formula = { text: string; target: FormulaNode; terms: FormulaNode };
