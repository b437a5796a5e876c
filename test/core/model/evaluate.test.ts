import assert from 'node:assert/strict';
import {
  type DesignColumn,
  type Expression,
  inputsOf,
  plainColumn,
} from '../../../src/core/model/designColumn.js';
import { type BlockInputs, compileColumn } from '../../../src/core/model/evaluate.js';

const x: Expression = { kind: 'column', name: 'x' };
const two: Expression = { kind: 'number', value: 2 };
const NONE = Number.NaN;

const columns: Readonly<Record<string, Float64Array>> = {
  x: Float64Array.of(1, 4, NONE, 0, -3),
  y: Float64Array.of(2, 2, 2, NONE, 2),
};
const inputs: BlockInputs = {
  numbers: (name) => columns[name]!,
  codes: (name) =>
    name === 'zone' ? { codes: Int32Array.of(0, 1, -1, 1, 2), levels: ['b', 'a', 'c'] } : null,
};

function valuesOf(...factors: DesignColumn['factors']): number[] {
  return [...compileColumn({ name: 'column', factors })(inputs, 5).subarray(0, 5)];
}

function of(operator: '+' | '-' | '*' | '/' | '^', left: Expression, right: Expression): Expression {
  return { kind: 'arithmetic', operator, left, right };
}

describe('compileColumn', () => {
  it('hands on a column of the file without a copy', () => {
    assert.equal(compileColumn(plainColumn('x'))(inputs, 5), columns.x);
  });

  it('computes arithmetic, missing where a cell is', () => {
    const y: Expression = { kind: 'column', name: 'y' };
    assert.deepEqual(valuesOf(of('+', x, y)), [3, 6, NONE, NONE, -1]);
    assert.deepEqual(valuesOf(of('-', { kind: 'negate', of: x }, two)), [-3, -6, NONE, -2, 1]);
    assert.deepEqual(valuesOf(of('*', x, two)), [2, 8, NONE, 0, -6]);
    assert.deepEqual(valuesOf(of('^', x, two)), [1, 16, NONE, 0, 9]);
    assert.deepEqual(valuesOf(of('^', x, { kind: 'number', value: 0 })), [1, 1, NONE, 1, 1]);
  });

  it('is missing where a function is not defined', () => {
    assert.deepEqual(valuesOf({ kind: 'function', name: 'log2', of: x }), [0, 2, NONE, NONE, NONE]);
    assert.deepEqual(valuesOf({ kind: 'function', name: 'sqrt', of: x }), [1, 2, NONE, 0, NONE]);
    assert.deepEqual(valuesOf(of('/', two, x)), [2, 0.5, NONE, NONE, -2 / 3]);
  });

  it('marks the rows of a level, of texts and of numbers', () => {
    assert.deepEqual(valuesOf({ kind: 'level', column: 'zone', level: 'a' }), [0, 1, NONE, 1, 0]);
    assert.deepEqual(valuesOf({ kind: 'level', column: 'x', level: '-3' }), [0, 0, NONE, 0, 1]);
    assert.deepEqual(valuesOf({ kind: 'level', column: 'zone', level: 'no such' }), [0, 0, NONE, 0, 0]);
  });

  it('multiplies what interacts', () => {
    assert.deepEqual(valuesOf(x, { kind: 'level', column: 'zone', level: 'a' }), [0, 4, NONE, 0, -0]);
  });

  it('computes orthogonal polynomials as R does', () => {
    // R 4.2.2: poly(c(1, 2, 4, 7), 2), its coefs alpha 3.5 and 4.642857142857142, norm2 4, 21 and 56.57142857142859.
    const basis = { centres: [3.5, 97.5 / 21], squares: [4, 21, 396 / 7] };
    const sample: BlockInputs = { ...inputs, numbers: () => Float64Array.of(1, 2, 4, 7) };
    const degree = (k: number) => [
      ...compileColumn({ name: 'p', factors: [{ kind: 'polynomial', of: x, degree: k, basis }] })(sample, 4),
    ];
    const expected = [
      [-0.54554472558998102, -0.32732683535398849, 0.10910894511799622, 0.76376261582597327],
      [0.51282259406837072, -0.17094086468945702, -0.74074374698764656, 0.39886201760873286],
    ];
    for (const k of [1, 2])
      for (const [i, value] of expected[k - 1]!.entries()) assert.ok(Math.abs(degree(k)[i]! - value) < 1e-15);
  });

  it('knows the columns it reads', () => {
    const column: DesignColumn = {
      name: 'p',
      factors: [of('*', x, of('+', x, two)), { kind: 'level', column: 'zone', level: 'a' }],
    };
    assert.deepEqual(inputsOf(column), ['x', 'zone']);
  });
});
