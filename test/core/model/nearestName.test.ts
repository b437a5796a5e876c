import assert from 'node:assert/strict';
import { editDistance, nearestName } from '../../../src/core/model/nearestName.js';

describe('editDistance', () => {
  /** By hand; "kitten"-"sitting" 3 is the textbook case, "ca"-"abc" 3 the one of optimal string alignment. */
  for (const [a, b, distance] of [
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['aera', 'area', 1],
    ['ca', 'abc', 3],
    ['same', 'same', 0],
  ] as const)
    it(`${a} to ${b} is ${distance}`, () => assert.equal(editDistance(a, b), distance));
});

describe('nearestName', () => {
  it('ignores case and a unit, and takes the first of equals', () => {
    assert.equal(nearestName('AREA', ['age', 'area (sqft)']), 'area (sqft)');
    assert.equal(nearestName('x1', ['x2', 'x3']), 'x2');
  });
  it('finds none for another word', () => assert.equal(nearestName('temperature', ['area', 'age']), null));
});
