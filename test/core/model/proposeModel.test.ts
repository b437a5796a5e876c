import assert from 'node:assert/strict';
import { specFromColumns } from '../../../src/core/model/formatFormula.js';
import { isIdentifierLike, proposeModel } from '../../../src/core/model/proposeModel.js';
import { handMadeTable } from './handMadeTable.js';

describe('proposeModel', () => {
  it('takes the last numeric column as the target and all other numeric ones as features', () => {
    const { spec, leftOutColumns } = proposeModel(
      handMadeTable({ area: [5, 2, 9], age: [1, 1, 4], price: [9, 8, 7] }),
    );
    assert.equal(spec.formula, 'price ~ area + age');
    assert.deepEqual(spec, specFromColumns('price', ['area', 'age']));
    assert.deepEqual(leftOutColumns, []);
  });

  it('leaves out and names text, row counters and empty columns', () => {
    const table = handMadeTable({
      id: [1, 2, 3],
      name: ['Ann', 'Bob', 'Cy'],
      zone: ['edge', 'edge', 'centre'],
      area: [5, 2, 9],
      empty: [Number.NaN, Number.NaN, Number.NaN],
      price: [9, 8, 7],
      note: ['a', 'b', 'b'],
    });
    const { spec, leftOutColumns } = proposeModel(table);
    assert.equal(spec.formula, 'price ~ area');
    assert.deepEqual(leftOutColumns, [
      { name: 'id', reason: 'counts the rows' },
      { name: 'name', reason: 'identifier-like: all values distinct' },
      { name: 'zone', reason: 'text column' },
      { name: 'empty', reason: 'no values' },
      { name: 'note', reason: 'text column' },
    ]);
    assert.deepEqual(
      leftOutColumns.filter(isIdentifierLike).map(({ name }) => name),
      ['id', 'name'],
    );
  });

  it('leaves out only a first column that counts', () => {
    const { spec } = proposeModel(handMadeTable({ area: [5, 2, 9], step: [0, 1, 2], price: [9, 8, 7] }));
    assert.equal(spec.formula, 'price ~ area + step');
  });

  it('proposes the mean for one numeric column, even one that counts', () => {
    assert.equal(proposeModel(handMadeTable({ x: [4, 8] })).spec.formula, 'x ~ 1');
    assert.equal(proposeModel(handMadeTable({ x: [1, 2] })).spec.formula, 'x ~ 1');
    assert.equal(proposeModel(handMadeTable({ id: [0, 1], x: [4, 8] })).spec.formula, 'x ~ 1');
  });

  it('refuses a file without numbers, with an example', () => {
    assert.throws(() => proposeModel(handMadeTable({ name: ['Ann'], zone: ['edge'] })), {
      code: 'csv/no-numeric-column',
      message: /None of the 2 columns .*`name` has "Ann"/,
    });
    assert.throws(() => proposeModel(handMadeTable({ name: ['Ann'] })), { code: 'csv/no-numeric-column' });
  });
});
