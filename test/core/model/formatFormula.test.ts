import assert from 'node:assert/strict';
import fc from 'fast-check';
import { designOf, NO_FACTS } from '../../../src/core/model/designOf.js';
import { formatName, specFromColumns } from '../../../src/core/model/formatFormula.js';
import { resolveFormula } from '../../../src/core/model/resolveFormula.js';
import { handMadeTable } from './handMadeTable.js';

/** R 4.2: `make.names(x) == x` for the bare ones. */
const NAMES: readonly [string, string][] = [
  ['area', 'area'],
  ['größe', 'größe'],
  ['面積', '面積'],
  ['.x', '.x'],
  ['x.1_2', 'x.1_2'],
  ['.2x', '`.2x`'],
  ['_x', '`_x`'],
  ['2x', '`2x`'],
  ['a b', '`a b`'],
  ['area (sqft)', '`area (sqft)`'],
  ['.', '`.`'],
  ['...', '`...`'],
  ['..1', '`..1`'],
  ['TRUE', '`TRUE`'],
  ['in', '`in`'],
  ['a`b', '`a\\`b`'],
  ['a\\b', '`a\\\\b`'],
  ['a\nb', '`a\\nb`'],
  ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
  ['__proto__', '`__proto__`'],
];

const hostileName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('`', '\\', ' ', '~', '+', '.', 'a', '1', '\n', '(', ')'), minLength: 1 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'TRUE', '0', '1', '.', '(Intercept)'),
);

describe('formatFormula', () => {
  for (const [name, text] of NAMES)
    it(`writes ${JSON.stringify(name)} as ${text}`, () => assert.equal(formatName(name), text));

  it('writes the intercept, the constant model and their absence', () => {
    assert.equal(specFromColumns('y', ['a', 'b c']).formula, 'y ~ a + `b c`');
    assert.equal(specFromColumns('y', []).formula, 'y ~ 1');
    assert.equal(specFromColumns('y', ['a'], false).formula, 'y ~ a - 1');
  });

  it('is read back as the same model, whatever the names', () => {
    const models = fc.record({
      names: fc.uniqueArray(hostileName, { minLength: 1, maxLength: 6 }),
      hasIntercept: fc.boolean(),
    });
    fc.assert(
      fc.property(models, ({ names, hasIntercept }) => {
        const [target, ...features] = names as [string, ...string[]];
        const columns = Object.create(null) as Record<string, number[]>;
        for (const name of names) columns[name] = [1, 2, 3];
        const spec = specFromColumns(target, features, hasIntercept || features.length === 0);
        assert.ok(!/[\n\r]/.test(spec.formula));
        const plan = resolveFormula(spec.formula, handMadeTable(columns));
        assert.deepEqual(designOf(plan, NO_FACTS), spec);
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});
