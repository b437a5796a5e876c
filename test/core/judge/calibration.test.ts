import assert from 'node:assert/strict';
import { inverseOfTriangle } from '../../../src/core/fit/smallAlgebra.js';
import { dot } from '../../../src/core/fit/spread.js';
import { TriangleTree } from '../../../src/core/fit/triangleTree.js';
import { andersonDarling } from '../../../src/core/judge/andersonDarling.js';
import { dagostinoK2 } from '../../../src/core/judge/dagostinoK2.js';
import { durbinWatsonPValue } from '../../../src/core/judge/durbinWatsonTest.js';
import { reset } from '../../../src/core/judge/reset.js';
import { residualMoments } from '../../../src/core/judge/residualMoments.js';
import { breuschPagan, jarqueBera } from '../../../src/core/judge/residualTests.js';
import { shapiroWilk } from '../../../src/core/judge/shapiroWilk.js';
import { white } from '../../../src/core/judge/white.js';
import { seededRandom } from '../../fixtures/generated.js';

const SAMPLES = 2000;
const LEVEL = 0.05;
/** Rejections among the samples that lie within 3.3 standard deviations (99.9 %) of a binomial with this share. */
const SPREAD = 3.3 * Math.sqrt(SAMPLES * LEVEL * (1 - LEVEL));
const BAND = [SAMPLES * LEVEL - SPREAD, SAMPLES * LEVEL + SPREAD] as const;

type Noise = (random: () => number) => number;
const gaussian: Noise = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const laplace: Noise = (random) => {
  const u = random() - 0.5;
  return -Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
};
const uniform: Noise = (random) => random() - 0.5;

/** Rows of Q, orthonormal, of an intercept and two features that keep apart. */
function designOf(n: number): { q: Float64Array; p: number } {
  const random = seededRandom(9);
  const p = 3;
  const x = Float64Array.from({ length: p * n }, (_, i) => (i < n ? 1 : random()));
  const tree = new TriangleTree(p);
  tree.absorb(x.slice(), n);
  const inverse = inverseOfTriangle(tree.result().values, p);
  const q = new Float64Array(p * n);
  for (let k = 0; k < p; k++)
    for (let j = 0; j <= k; j++)
      for (let i = 0; i < n; i++) q[k * n + i]! += inverse[k * p + j]! * x[j * n + i]!;
  return { q, p };
}

type Sample = { q: Float64Array; p: number; residual: Float64Array; fitted: Float64Array; rowCount: number };

/** A fit of a line through noise: y = Q (1, 1, 1) sqrt(n) + noise. */
function sampleOf({ q, p }: { q: Float64Array; p: number }, noise: Noise, random: () => number): Sample {
  const n = q.length / p;
  const residual = Float64Array.from({ length: n }, () => noise(random));
  const fitted = new Float64Array(n);
  for (let k = 0; k < p; k++) {
    const column = q.subarray(k * n, (k + 1) * n);
    const share = column.reduce((sum, value, i) => sum + value * residual[i]!, 0);
    for (let i = 0; i < n; i++) {
      residual[i]! -= share * column[i]!;
      fitted[i]! += (share + Math.sqrt(n)) * column[i]!;
    }
  }
  return { q, p, residual, fitted, rowCount: n };
}

const moments = ({ residual }: Sample) => residualMoments(residual, 1);
const ordered = ({ residual }: Sample) => residual.slice().sort();
const durbinWatson = ({ residual }: Sample) => {
  let [steps, squares] = [0, residual[0]! ** 2];
  for (let i = 1; i < residual.length; i++) {
    steps += (residual[i]! - residual[i - 1]!) ** 2;
    squares += residual[i]! ** 2;
  }
  return steps / squares;
};

type Case = { name: string; n: number; noises: Record<string, Noise>; pOf: (sample: Sample) => number };
const ALL = { gaussian, laplace, uniform };
const whiteP = (sample: Sample) => {
  const found = white(sample, sample.p);
  return typeof found === 'string' ? Number.NaN : found.pValue;
};

const breuschPaganP = ({ q, p, residual, rowCount }: Sample) => {
  const mean = residual.reduce((sum, value) => sum + value * value, 0) / rowCount;
  const excess = residual.map((value) => value * value - mean);
  const projected = Float64Array.from({ length: p }, (_, k) =>
    dot(excess, q.subarray(k * rowCount, (k + 1) * rowCount)),
  );
  const squares = { projected, total: dot(excess, excess) };
  return breuschPagan({ squares }, { n: rowCount, kept: Array.from(projected.keys()) })!.pValue;
};

// Asymptotic tests have their level in samples so large; those of normality hold for Gaussian noise alone.
const CASES: readonly Case[] = [
  {
    name: 'Jarque-Bera',
    n: 1600,
    noises: { gaussian },
    pOf: (sample) => jarqueBera(moments(sample))!.pValue,
  },
  {
    name: "D'Agostino K²",
    n: 200,
    noises: { gaussian },
    pOf: (sample) => dagostinoK2(moments(sample))!.pValue,
  },
  {
    name: 'Anderson-Darling',
    n: 200,
    noises: { gaussian },
    pOf: (sample) => andersonDarling(ordered(sample))!.pValue,
  },
  {
    name: 'Shapiro-Wilk',
    n: 100,
    noises: { gaussian },
    pOf: (sample) => shapiroWilk(ordered(sample))!.pValue,
  },
  {
    name: 'Durbin-Watson',
    n: 100,
    noises: ALL,
    pOf: (sample) => durbinWatsonPValue(durbinWatson(sample), sample.q, sample.p)!,
  },
  { name: 'Breusch-Pagan', n: 400, noises: ALL, pOf: breuschPaganP },
  { name: 'White', n: 800, noises: ALL, pOf: whiteP },
  {
    name: 'RESET',
    n: 100,
    noises: ALL,
    pOf: (sample) => reset(sample, sample.fitted, { p: sample.p, hasIntercept: true })!.pValue,
  },
];

describe('rejection rates at 5 %', function () {
  this.timeout(60_000);
  for (const { name, n, noises, pOf } of CASES)
    for (const [kind, noise] of Object.entries(noises))
      it(`of ${name} lie in their binomial band for ${kind} noise`, () => {
        const design = designOf(n);
        const random = seededRandom(20_261_127);
        let rejected = 0;
        for (let k = 0; k < SAMPLES; k++) if (pOf(sampleOf(design, noise, random)) < LEVEL) rejected++;
        assert.ok(
          rejected >= BAND[0] && rejected <= BAND[1],
          `${rejected} of ${SAMPLES}, not within ${BAND}`,
        );
      });
});
