import assert from 'node:assert/strict';
import { headerNames } from '../../../src/core/table/columnNames.js';

describe('column names', () => {
  const cases: [cells: string[], names: string[], codes: string[]][] = [
    [['a', 'b'], ['a', 'b'], []],
    [['x', 'x', 'x'], ['x', 'x (2)', 'x (3)'], ['csv/duplicate-names']],
    [['x', 'x', 'x (2)'], ['x', 'x (3)', 'x (2)'], ['csv/duplicate-names']],
    [['', 'x', ' '], ['column 1', 'x', 'column 3'], ['csv/empty-names']],
    [
      ['', 'column 1'],
      ['column 1', 'column 1 (2)'],
      ['csv/empty-names', 'csv/duplicate-names'],
    ],
    [
      ['__proto__', '__proto__', 'constructor'],
      ['__proto__', '__proto__ (2)', 'constructor'],
      ['csv/duplicate-names'],
    ],
    [['a', 'A'], ['a', 'A'], []],
  ];
  for (const [cells, names, codes] of cases)
    it(JSON.stringify(cells), () => {
      const found = headerNames(cells);
      assert.deepStrictEqual(found.names, names);
      assert.deepStrictEqual(
        found.warnings.map(({ code }) => code),
        codes,
      );
      assert.equal(new Set(found.names).size, names.length);
    });

  it('names thousands of equal columns in no time', () => {
    assert.equal(headerNames(Array.from({ length: 5000 }, () => 'x')).names[4999], 'x (5000)');
  });
});
