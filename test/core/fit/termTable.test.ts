import assert from 'node:assert/strict';
import type { ExplainedShare, Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { type DesignColumn, plainColumn } from '../../../src/core/model/designColumn.js';
import type { ModelSpec, Term } from '../../../src/core/model/modelSpec.js';
import type { Table } from '../../../src/core/table/table.js';
import { assertClose } from './close.js';
import { certifiedTable, spec, tableOf } from './tableOf.js';

const MTCARS = certifiedTable('r/mtcars.csv');

/** `[df, sum of squares, F, p]`; no F where there is nothing to test. */
type Row = readonly [df: number, squares?: number, f?: number, p?: number];
type Expected = Record<string, { sequential: Row; dropOne: Row | null; inflation: number | null }>;

// All expected numbers: R 4.2.2's anova(), drop1(test = "F"), and det(R[s, s]) det(R[-s, -s]) / det(R) of cov2cor(vcov).
const NUMERIC: Expected = {
  wt: {
    sequential: [1, 847.725249956657, 127.57388291807183, 6.1311972266477215e-12],
    dropOne: [1, 222.83447743515927, 33.534284293025607, 3.2172215296398656e-6],
    inflation: 2.5304427501289828,
  },
  hp: {
    sequential: [1, 83.274182801877117, 12.531903287542695, 0.0014203372140283476],
    dropOne: [1, 9.4043343891760571, 1.4152550656577523, 0.24417624090336654],
    inflation: 4.9219557480794833,
  },
  qsec: {
    sequential: [1, 8.98845752598619, 1.3526698987588877, 0.25462838102650082],
    dropOne: [1, 8.9884575259861776, 1.3526698987588857, 0.25462838102650109],
    inflation: 2.8738037543873838,
  },
};

const FACTOR: Expected = {
  wt: {
    sequential: [1, 847.725249956657, 142.36172769537484, 2.8284916465969728e-12],
    dropOne: [1, 116.39009118704055, 19.545830997550787, 0.00014417557610598369],
    inflation: 2.580876517316427,
  },
  'factor(cyl)': {
    sequential: [2, 95.263289874965764, 7.9989634219570753, 0.001870119436201467],
    dropOne: [2, 34.270120756813895, 2.8775559059486535, 0.073644980508461813],
    inflation: 5.1058113696627139,
  },
  hp: {
    sequential: [1, 22.281013683725263, 3.7417354301781089, 0.063612686401873619],
    dropOne: [1, 22.281013683725234, 3.7417354301781041, 0.063612686401873758],
    inflation: 3.496014266107633,
  },
};

const INTERACTION: Expected = {
  wt: {
    sequential: [1, 847.725249956657, 141.38832583554424, 5.1327530208275237e-12],
    dropOne: null,
    inflation: 9.1487330986642501,
  },
  'factor(cyl)': {
    sequential: [2, 95.263289874965764, 7.9442703102781351, 0.0020296237388074991],
    dropOne: null,
    inflation: 1823.3591001941709,
  },
  'wt:factor(cyl)': {
    sequential: [2, 27.169847312187851, 2.265769024146687, 0.12385702605217908],
    dropOne: [2, 27.169847312187841, 2.2657690241466861, 0.1238570260521792],
    inflation: 3560.3427555076323,
  },
};

// total = wt + qsec: any one of the three says nothing that the other two do not say.
const COLLINEAR: Expected = {
  wt: {
    sequential: [1, 847.725249956657, 127.57388291807185, 6.1311972266477215e-12],
    dropOne: [0],
    inflation: 2.5304427501289823,
  },
  qsec: {
    sequential: [1, 82.858305938687238, 12.46931812064383, 0.0014534999079163582],
    dropOne: [0],
    inflation: 2.8738037543873829,
  },
  total: { sequential: [0], dropOne: [0], inflation: null },
  hp: {
    sequential: [1, 9.4043343891760678, 1.4152550656577541, 0.24417624090336637],
    dropOne: [1, 9.4043343891761424, 1.4152550656577652, 0.24417624090336437],
    inflation: 4.9219557480794824,
  },
};

describe('the analysis of variance', () => {
  it('of numbers', async () => check(await fitted(MTCARS, spec('mpg ~ wt + hp + qsec')), NUMERIC));

  it('of a factor', async () => {
    const features = [plainColumn('wt'), level('6'), level('8'), plainColumn('hp')];
    const terms = [term('wt', 0), term('factor(cyl)', 1, 2), term('hp', 3)];
    check(await fitted(MTCARS, specOf(features, terms)), FACTOR);
  });

  it('of an interaction, which keeps the terms in it from being dropped', async () => {
    const features = [
      ...[plainColumn('wt'), level('6'), level('8')],
      ...[times(plainColumn('wt'), level('6')), times(plainColumn('wt'), level('8'))],
    ];
    const terms = [term('wt', 0), term('factor(cyl)', 1, 2), term('wt:factor(cyl)', 3, 4)];
    check(await fitted(MTCARS, specOf(features, terms)), INTERACTION);
  });

  it('of collinear columns', async () => {
    const [mpg, wt, qsec, hp] = ['mpg', 'wt', 'qsec', 'hp'].map(valuesOf) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const total = wt.map((value, i) => value + qsec[i]!);
    check(
      await fitted(tableOf({ mpg, wt, qsec, total, hp }), spec('mpg ~ wt + qsec + total + hp')),
      COLLINEAR,
    );
  });

  it('has no F where the fit is perfect', async () => {
    const fit = await fitted(tableOf({ x: [1, 2, 3, 4], y: [2, 4, 6, 8] }), spec('y ~ x'));
    assert.equal(fit.terms[0]!.sequential.fStatistic, null);
    assert.equal(fit.terms[0]!.dropOne?.pValue, null);
  });
});

describe('standardised coefficients', () => {
  it('are those of R: coef * sd(x) / sd(y)', async () => {
    const { coefficients } = await fitted(MTCARS, spec('mpg ~ wt + hp + qsec'));
    // R 4.2.2.
    const expected = [-0.70763801614375976, -0.20274707094052377, 0.15145821845687835];
    assert.equal(coefficients[0]!.standardisedEstimate, null);
    for (const [k, value] of expected.entries())
      assertClose(coefficients[k + 1]!.standardisedEstimate, value, { tolerance: 1e-11, what: `beta ${k}` });
  });
});

function fitted(table: Table, model: ModelSpec): Promise<Fit> {
  return fitLinear(table, model, { confidence: 0.95 });
}

function valuesOf(name: string): Float64Array {
  const column = MTCARS.columns.find((one) => one.name === name);
  assert.ok(column?.kind === 'number');
  return column.blocks[0]!;
}

function level(text: string): DesignColumn {
  return { name: `factor(cyl)${text}`, factors: [{ kind: 'level', column: 'cyl', level: text }] };
}

function times(a: DesignColumn, b: DesignColumn): DesignColumn {
  return { name: `${a.name}:${b.name}`, factors: [...a.factors, ...b.factors] };
}

function term(label: string, ...features: number[]): Term {
  return { label, variables: label.split(':'), features };
}

function specOf(features: readonly DesignColumn[], terms: readonly Term[]): ModelSpec {
  return { ...spec('mpg ~ wt'), features, terms };
}

function check({ terms }: Fit, expected: Expected): void {
  assert.deepEqual(
    terms.map(({ name }) => name),
    Object.keys(expected),
  );
  for (const { name, sequential, dropOne, inflation, inflationPerDf } of terms) {
    const row = expected[name]!;
    checkShare(sequential, row.sequential, `${name} in order`);
    if (row.dropOne === null) assert.equal(dropOne, null);
    else checkShare(dropOne, row.dropOne, `${name} dropped`);
    if (row.inflation === null) {
      assert.equal(inflation, null);
      continue;
    }
    assertClose(inflation, row.inflation, { tolerance: 1e-10, what: `${name} inflation` });
    const perDf = row.inflation ** (1 / (2 * sequential.df));
    assertClose(inflationPerDf, perDf, { tolerance: 1e-10, what: `${name} inflation per df` });
  }
}

function checkShare(share: ExplainedShare | null, [df, squares = 0, f, p]: Row, what: string): void {
  assert.equal(share?.df, df, what);
  const expect = (actual: number | null, expected: number) =>
    assertClose(actual, expected, { tolerance: 1e-10, what });
  expect(share!.sumOfSquares, squares);
  if (f === undefined) assert.equal(share!.fStatistic, null);
  else expect(share!.fStatistic, f);
  if (p === undefined) assert.equal(share!.pValue, null);
  else expect(share!.pValue, p);
}
