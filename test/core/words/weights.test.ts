import assert from 'node:assert/strict';
import { plainText } from '../../../src/core/words/parts.js';
import { type PathsStory, pathsSentence } from '../../../src/core/words/pathsSentence.js';
import { type SurfaceStory, surfaceSentence } from '../../../src/core/words/surfaceSentence.js';

describe('the sentence of the weight paths', () => {
  const story: PathsStory = {
    ...{ loss: 'squared', l2: 0, isWithoutWeights: false },
    coefficients: [
      { name: 'area', now: 0.9, exact: 0.93 },
      { name: 'age', now: -0.2, exact: -0.25 },
    ],
  };
  const text = (change: Partial<PathsStory>) => plainText(pathsSentence({ ...story, ...change }).parts);

  it('names the coefficient that is farthest from its exact value', () => {
    assert.match(text({}), /Farthest from its own is `?age`?, by 0\.050 sd of the target\.$/);
    assert.match(text({ coefficients: [{ name: 'a', now: 1, exact: 1.001 }] }), /All are within 0\.01 sd/);
  });

  it('says in words why there are no levels, or no paths', () => {
    assert.match(text({ l2: 1 }), /penalty/);
    assert.match(text({ loss: 'huber' }), /known for the squared loss only/);
    assert.match(text({ isWithoutWeights: true }), /did not keep them/);
    assert.match(text({ coefficients: [] }), /^Good looks like every line on its dashed level/);
    assert.match(text({ coefficients: [{ name: 'a', now: Number.NaN, exact: 1 }] }), /exact value\.$/);
  });
});

describe('the sentence of the loss surface', () => {
  const surface = { names: ['area', 'age'], loss: 829, correlation: 0.1, valley: 'none' } as const;
  const story: SurfaceStory = {
    ...{ loss: 'squared', l2: 0, count: 4, leftOut: [], hasBowl: true, surface },
  };
  const text = (change: Partial<SurfaceStory>) => plainText(surfaceSentence({ ...story, ...change }).parts);

  it('says what is held, and where', () => {
    assert.match(
      text({}),
      /over `?area`? and `?age`?, the other 2 coefficients at their exact values; lowest 829\./,
    );
    assert.match(text({ count: 3 }), /the other coefficient at its exact value/);
    assert.match(text({ count: 2 }), /age`?; lowest/);
  });

  it('says when it is a valley, a penalty acts or a coefficient was left out', () => {
    assert.match(
      text({ surface: { ...surface, valley: 'narrow', correlation: 0.98 } }),
      /correlation 0\.980\): a narrow/,
    );
    const line = surfaceSentence({ ...story, surface: { ...surface, valley: 'line', correlation: 1 } });
    assert.match(plainText(line.parts), /the minimum is a line/);
    assert.equal(line.verdict, 'look');
    assert.match(text({ l2: 1 }), /penalty is not in the contours/);
    assert.match(text({ leftOut: ['total'] }), /total was left out of the fit/);
    assert.match(text({ leftOut: ['a', 'b', 'c', 'd'] }), /4 coefficients were left out/);
  });

  it('says why there is none', () => {
    assert.match(text({ loss: 'absolute', surface: null }), /only the squared loss/);
    assert.match(text({ count: 1, surface: null }), /one coefficient/);
    assert.match(text({ hasBowl: false, surface: null }), /at most 256/);
    assert.match(text({ count: 0, surface: null, hasBowl: false }), /^Good looks like a path/);
  });
});
