import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fitFormula, modelOf, specOf } from '../../../src/core/fitFormula.js';
import { assertClose } from './close.js';
import { certifiedTable } from './tableOf.js';

/** What R 4.2.2 makes of a formula; test/certified/r/designs.R wrote it. */
type Design = {
  dataset: string;
  formula: string;
  n: number;
  terms: string[];
  /** For each coefficient the term it belongs to, from 1; 0 is the intercept. */
  assign: number[];
  names: string[];
  estimates: (number | null)[];
  sigma: number;
  rSquared: number;
};

const designs = JSON.parse(readFileSync('test/certified/r/designs.json', 'utf8')) as Design[];

/** R's own digits of the worst of these designs, products of four raw columns. */
const TOLERANCE = 1e-8;

describe('the formula language against R', () => {
  for (const design of designs)
    it(`${design.dataset}: ${design.formula}`, async () => {
      const table = certifiedTable(`r/${design.dataset}.csv`);
      const { fit } = await fitFormula(table, design.formula, { confidence: 0.95 });
      const { spec, coefficients, summary } = fit;
      assert.deepEqual(
        coefficients.map(({ name }) => name),
        design.names,
      );
      assert.deepEqual(
        spec.terms.map(({ label }) => label),
        design.terms,
      );
      const assigned = spec.terms.flatMap(({ features }, term) => features.map(() => term + 1));
      assert.deepEqual(spec.hasIntercept ? [0, ...assigned] : assigned, design.assign);
      assert.equal(summary.n, design.n);
      for (const [k, { estimate, name }] of coefficients.entries())
        if (design.estimates[k] === null) assert.equal(estimate, null, name);
        else assertClose(estimate, design.estimates[k]!, { tolerance: TOLERANCE, what: name });
      assertClose(summary.residualStandardError, design.sigma, { tolerance: TOLERANCE, what: 'sigma' });
      assertClose(summary.rSquared, design.rSquared, { tolerance: TOLERANCE, what: 'R²' });
    });

  for (const design of designs)
    it(`${design.formula} means the same in canonical form`, async () => {
      const table = certifiedTable(`r/${design.dataset}.csv`);
      const spec = await specOf(modelOf(table, design.formula).plan, table);
      assert.deepEqual(await specOf(modelOf(table, spec.formula).plan, table), spec);
    });
});
