import assert from 'node:assert/strict';
import { coefficientGroups } from '../../webview/coefficientRows.js';
import { analysed } from './analysed.js';

const FILE = `zone,size,area (sqft),y
centre,s,10,12
edge,s,12,10
valley,s,15,20
centre,l,11,18
edge,l,16,15
valley,l,13,14
centre,s,17,11
edge,l,14,19
valley,l,18,13
centre,l,12,16
edge,s,15,12
valley,s,11,17
`;

async function shown(formula: string): Promise<string[]> {
  return coefficientGroups(await analysed(FILE, formula)).map(({ head, entries }) => {
    const words = entries.map((entry) => `${entry.words}${entry.per === null ? '' : ` per ${entry.per}`}`);
    return head === null ? words.join() : `${head.label} against ${head.levels[0]?.level}: ${words.join()}`;
  });
}

describe('rows of the table of coefficients', () => {
  it('stand under the factor they are levels of, with the reference', async () => {
    assert.deepEqual(await shown('y ~ `area (sqft)` + zone + size'), [
      'intercept',
      'area per sqft',
      'zone against centre: edge,valley',
      'size against l: s',
    ]);
  });

  it('say what each is where levels are not against a reference, or go with other terms', async () => {
    assert.deepEqual(await shown('y ~ size - 1'), ['size is l', 'size is s']);
    assert.equal((await shown('y ~ `area (sqft)` * size')).at(-1), 'area · size is s');
  });

  it('have marks for one standard deviation of a number and for a level as it is', async () => {
    const groups = coefficientGroups(await analysed(FILE, 'y ~ `area (sqft)` + size'));
    const [intercept, area, size] = groups.flatMap(({ entries }) => entries);
    assert.equal(intercept?.step, null);
    assert.equal(area?.step, area?.row.featureSd);
    assert.equal(size?.step, 1);
  });
});
