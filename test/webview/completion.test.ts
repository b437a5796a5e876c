import assert from 'node:assert/strict';
import type { FitReport } from '../../src/protocol/index.js';
import { type Completion, completionAt } from '../../webview/completion.js';
import { placeAt } from '../../webview/formulaPlace.js';
import { analysed } from './analysed.js';

const ROWS = [
  'area (sqft),age (years),distance (km),`odd` \\ name,zone,<b>id</b>,price (kUSD)',
  '1000,3,2.5,1,north,a1,200',
  '1500,,3.5,2,south,b2,260',
  '2100,20,1.0,4,north,c3,340',
  '900,41,9.0,3,south,d4,150',
];

/** `|` is the caret. */
function split(marked: string): { text: string; caret: number } {
  const caret = marked.indexOf('|');
  return { text: marked.slice(0, caret) + marked.slice(caret + 1), caret };
}

describe('the place in a formula', () => {
  const place = (marked: string) => {
    const { text, caret } = split(marked);
    return placeAt(text, caret);
  };

  it('is the name around the caret', () => {
    assert.deepEqual(place('y ~ ar|ea + b')?.range, { start: 4, end: 8 });
    assert.equal(place('y ~ ar|ea + b')?.typed, 'ar');
    assert.equal(place('y ~ a + |')?.typed, '');
  });

  it('is a name in backticks, closed or not, without its escapes', () => {
    assert.deepEqual(place('y ~ `area (s|qft)` + b')?.range, { start: 4, end: 17 });
    assert.equal(place('y ~ `a\\`b|')?.typed, 'a`b');
    assert.deepEqual(place('y ~ `ar| + b')?.range, { start: 4, end: 7 });
  });

  it('is nowhere inside numbers and texts', () => {
    assert.equal(place('y ~ 12|'), null);
    assert.equal(place('y ~ relevel(z, "no|'), null);
  });

  it('knows the side, the function around it, and what the formula holds besides', () => {
    assert.equal(place('pr|')?.isTarget, true);
    assert.equal(place('y ~ log(a|)')?.call, 'log');
    assert.equal(place('y ~ I((a + b|)^2)')?.call, 'I');
    assert.equal(place('y ~ lo|(x)')?.isCall, true);
    assert.deepEqual([...place('y ~ a + log(b) + c|')!.terms], ['a', 'b']);
    assert.deepEqual([...place('log(y) ~ a|')!.targets], ['y']);
  });
});

describe('completion of a formula', () => {
  let report: FitReport;
  before(async () => {
    report = await analysed(`${ROWS.join('\n')}\n`, '`price (kUSD)` ~ 1');
  });
  const at = (marked: string): Completion | null => {
    const { text, caret } = split(marked);
    return completionAt(text, caret, report.source);
  };
  const texts = (marked: string) => at(marked)?.options.map(({ text }) => text) ?? [];

  it('offers columns by what was typed: those that begin with it first, those that are in last', () => {
    const marked = '`price (kUSD)` ~ `area (sqft)` + a|';
    assert.deepEqual(texts(marked), ['age', 'distance', '`odd` \\ name', 'area', 'abs(...)', 'area:age']);
    const [age, , , area, , interaction] = at(marked)!.options;
    assert.equal(age?.note, 'years, 3 numbers');
    assert.deepEqual(age?.matched, { start: 0, end: 1 });
    assert.equal(area?.note, 'already in');
    assert.equal(interaction?.note, 'lets the price of a sqft depend on age');
    assert.equal(interaction?.insertion, '`area (sqft)`:`age (years)`');
  });

  it('writes backticks where a name needs them, with escapes', () => {
    const insertions = at('`price (kUSD)` ~ odd|')!.options.map(({ insertion }) => insertion);
    assert.deepEqual(insertions, ['`\\`odd\\` \\\\ name`']);
    assert.equal(at('`price (kUSD)` ~ zon|')!.options[0]?.insertion, 'zone');
  });

  it('says the levels of a category and the count of different texts', () => {
    assert.equal(at('x ~ zon|')!.options[0]?.note, '2 levels');
    assert.equal(at('x ~ id|')!.options[0]?.note, 'text, 4 different');
  });

  it('offers only numbers for the target and inside functions, and never the target as a feature', () => {
    assert.deepEqual(texts('zo|'), []);
    assert.deepEqual(texts('`price (kUSD)` ~ log(zo|'), []);
    assert.deepEqual(texts('`price (kUSD)` ~ factor(zo|'), ['zone']);
    assert.deepEqual(texts('`price (kUSD)` ~ pri|'), []);
    assert.deepEqual(texts('log(pri|'), ['price']);
  });

  it('offers functions by their first letters, with the caret between the parentheses', () => {
    const [poly] = at('`price (kUSD)` ~ pol|')!.options;
    assert.equal(poly?.insertion, 'poly(, 2)');
    assert.equal(poly?.insertion.slice(0, poly.caret), 'poly(');
    assert.equal(at('`price (kUSD)` ~ sq|(zone)')!.options[0]?.insertion, 'sqrt');
    assert.deepEqual(texts('fac|'), []);
  });

  it('is silent where the one thing that fits stands there already', () => {
    assert.equal(at('`price (kUSD)` ~ zone|'), null);
    assert.equal(at('`price (kUSD)` ~ nothing|'), null);
  });
});
