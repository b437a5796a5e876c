/** A function of the formula language, as the formula field offers it. */
export type FormulaFunction = {
  name: string;
  note: string;
  /** What stands in the parentheses behind the caret. */
  rest: string;
  /** It may stand left of `~` and inside another function. */
  isForTarget: boolean;
};

/** In the order they are offered. */
export const FORMULA_FUNCTIONS: readonly FormulaFunction[] = [
  { name: 'log', note: 'natural logarithm', rest: '', isForTarget: true },
  { name: 'log2', note: 'logarithm to base 2', rest: '', isForTarget: true },
  { name: 'log10', note: 'logarithm to base 10', rest: '', isForTarget: true },
  { name: 'log1p', note: 'logarithm of 1 + x', rest: '', isForTarget: true },
  { name: 'exp', note: 'e to the power of x', rest: '', isForTarget: true },
  { name: 'sqrt', note: 'square root', rest: '', isForTarget: true },
  { name: 'abs', note: 'size without sign', rest: '', isForTarget: true },
  { name: 'I', note: 'arithmetic, such as I(x^2)', rest: '', isForTarget: true },
  { name: 'poly', note: 'powers that do not overlap', rest: ', 2', isForTarget: false },
  { name: 'factor', note: 'numbers as levels', rest: '', isForTarget: false },
];
