import assert from 'node:assert/strict';
import { formulaEdits, withoutColumns } from '../../webview/formulaEdits.js';
import { analysed } from './analysed.js';

const FILE = 'a b,c,d,y\n1,0,3,12\n1,2,2,10\n5,0,7,20\n5,2,1,18\n3,1,4,15\n2,5,6,14\n';

async function editsOf(formula: string): Promise<Record<string, [string, string]>> {
  const { spec } = await analysed(FILE, formula);
  return Object.fromEntries(
    formulaEdits(spec).map(({ part, label, formula: text }) => [part, [label, text]]),
  );
}

describe('one-click changes of a model', () => {
  it('add squares and products, 1 + d + d(d + 1)/2 coefficients in all', async () => {
    const edits = await editsOf('y ~ `a b` + c + d');
    assert.deepEqual(edits['add-quadratic'], [
      'Add quadratic terms: 10 coefficients',
      'y ~ `a b` + c + d + I(`a b`^2) + I(c^2) + I(d^2) + `a b`:c + `a b`:d + c:d',
    ]);
    assert.equal((await editsOf('y ~ c - 1'))['add-quadratic']?.[1], 'y ~ c + I(c^2) - 1');
    assert.equal((await editsOf('y ~ 1'))['add-quadratic'], undefined);
  });

  it('take the logarithm of the target', async () => {
    assert.deepEqual((await editsOf('`a b` ~ c'))['log-target'], ['Fit log(`a b`)', 'log(`a b`) ~ c']);
    const { spec } = await analysed(FILE, 'y ~ c', { family: { name: 'poisson', link: 'log' } });
    assert.ok(formulaEdits(spec).every(({ part }) => part !== 'log-target'));
  });

  it('take the intercept out and put it back', async () => {
    assert.deepEqual((await editsOf('y ~ c'))['toggle-intercept'], ['Force through the origin', 'y ~ c - 1']);
    assert.deepEqual((await editsOf('y ~ c - 1'))['toggle-intercept'], ['Add the intercept', 'y ~ c']);
    assert.equal((await editsOf('y ~ 1'))['toggle-intercept'], undefined);
  });

  it('write a dropped column out of the formula', async () => {
    const { spec } = await analysed(FILE, 'y ~ `a b` + c + d');
    assert.equal(withoutColumns(spec, ['c']), 'y ~ `a b` + d');
    assert.equal(withoutColumns(spec, ['`a b`']), null);
  });
});
