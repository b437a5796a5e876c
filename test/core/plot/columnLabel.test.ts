import assert from 'node:assert/strict';
import { labelOf } from '../../../src/core/plot/columnLabel.js';

describe('labelOf', () => {
  for (const [name, label, unit] of [
    ['area (sqft)', 'area', 'sqft'],
    ['area [sqft]', 'area', 'sqft'],
    ['living area (m²)', 'living area', 'm²'],
    ['price ( kUSD )', 'price', 'kUSD'],
    ['a (b) (c)', 'a (b)', 'c'],
    ['area', 'area', null],
    ['f(x)', 'f(x)', null],
    ['(sqft)', '(sqft)', null],
    ['area ()', 'area ()', null],
    ['area ( )', 'area ( )', null],
    ['area (a(b))', 'area (a(b))', null],
    ['area (sqft]', 'area (sqft]', null],
    ['area (sqft) old', 'area (sqft) old', null],
    ['(Intercept)', '(Intercept)', null],
    ['__proto__', '__proto__', null],
  ] as const)
    it(`${name} is ${label} in ${unit}`, () => assert.deepEqual(labelOf(name), { name, label, unit }));
});
