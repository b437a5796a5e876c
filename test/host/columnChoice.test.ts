import { strict as assert } from 'node:assert';
import { columnItems, formulaOf, initialChoice, isColumnChoice } from '../../src/host/columnChoice.js';
import type { ColumnSummary } from '../../src/protocol/index.js';

const column = (
  name: string,
  kind: 'number' | 'text' | 'category' = 'number',
  missingCount = 0,
): ColumnSummary => ({
  ...{ name, label: name, unit: null, kind, form: null, firstDay: null },
  ...{ missingCount, oddCount: 0, distinctCount: kind === 'category' ? 3 : null, shape: null, preview: [] },
});
const houses = [
  column('city', 'text'),
  column('zone', 'category', 1),
  column('area'),
  column('age', 'number', 2),
  column('price'),
];

describe('columnItems', () => {
  it('puts numbers first, then factors, and says what is of no use', () => {
    assert.deepEqual(
      columnItems(houses).map(({ label, description, use }) => [label, description, use]),
      [
        ['area', 'number', 'number'],
        ['age', 'number, 2 missing', 'number'],
        ['price', 'number', 'number'],
        ['zone', 'factor of 3 levels, 1 missing', 'factor'],
        ['city', 'text, not usable', 'none'],
      ],
    );
  });

  it('keeps a name that looks like an icon as it is', () => {
    const [item] = columnItems([column('$(trash) all')]);
    assert.equal(item?.label, '\\$(trash) all');
    assert.equal(item?.name, '$(trash) all');
  });
});

describe('initialChoice', () => {
  it('is the last numeric column on all other numeric ones', () => {
    assert.deepEqual(initialChoice(houses, undefined), { target: 'price', features: ['area', 'age'] });
  });

  it('is the remembered choice as far as its columns are there', () => {
    const remembered = { target: 'age', features: ['price', 'gone', 'city', 'zone'] };
    assert.deepEqual(initialChoice(houses, remembered), { target: 'age', features: ['price', 'zone'] });
    const moved = { target: 'gone', features: ['area', 'price'] };
    assert.deepEqual(initialChoice(houses, moved), { target: 'price', features: ['area'] });
  });

  it('is none without a numeric column', () => {
    assert.equal(initialChoice([column('city', 'text')], undefined), undefined);
  });
});

describe('formulaOf', () => {
  it('writes what a user would type', () => {
    assert.equal(
      formulaOf({ target: 'price', features: ['area', 'age', 'zone'] }),
      'price ~ area + age + zone',
    );
    assert.equal(formulaOf({ target: 'price', features: [] }), 'price ~ 1');
    assert.equal(formulaOf({ target: 'a b', features: ['c`d'] }), '`a b` ~ `c\\`d`');
  });
});

describe('isColumnChoice', () => {
  it('takes what was stored, and nothing else', () => {
    assert.ok(isColumnChoice({ target: 'a', features: ['b'] }));
    for (const other of [undefined, null, 'a', {}, { target: 'a' }, { target: 'a', features: [1] }])
      assert.equal(isColumnChoice(other), false);
  });
});
