import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GausslineError } from '../../../src/core/errors.js';
import { modelOf, specOf } from '../../../src/core/fitFormula.js';
import { tableOf } from './tableOf.js';

const rows = Array.from({ length: 48 }, (_, i) => i);
const table = tableOf({
  y: rows.map((i) => (i * 7) % 11),
  a: rows.map((i) => (i % 5) + 1),
  b: rows.map((i) => (i % 7) - 2),
  f: rows.map((i) => 'pqr'[i % 3]!),
  g: rows.map((i) => 'st'[i % 2]!),
});

const atom = fc.constantFrom(
  'a',
  'b',
  'f',
  'g',
  '.',
  'I(a^2)',
  'log(a)',
  'factor(a)',
  'poly(b, 2)',
  '0',
  '1',
);
const { formula } = fc.letrec<{ formula: string }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc
      .tuple(tie('formula'), fc.constantFrom('+', '-', ':', '*', '/', '%in%'), tie('formula'))
      .map(([left, operator, right]) => `(${left}) ${operator} ${right}`),
    tie('formula').map((inner) => `(${inner})^2`),
    tie('formula').map((inner) => `-(${inner})`),
  ),
}));

async function designOf(text: string) {
  try {
    return await specOf(modelOf(table, text).plan, table);
  } catch (error) {
    assert.ok(error instanceof GausslineError, String(error));
    return null;
  }
}

describe('the formula language', () => {
  it('gives every formula a canonical form that means the same', async () => {
    const property = fc.asyncProperty(formula, async (text) => {
      const spec = await designOf(`y ~ ${text}`);
      if (spec !== null) assert.deepEqual(await designOf(spec.formula), spec);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it('gives each column to one term, and no two of them one name', async () => {
    const property = fc.asyncProperty(formula, async (text) => {
      const spec = await designOf(`y ~ ${text}`);
      if (spec === null) return;
      assert.deepEqual(
        spec.terms.flatMap(({ features }) => features),
        spec.features.map((_, k) => k),
      );
      assert.equal(new Set(spec.features.map(({ name }) => name)).size, spec.features.length);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
