import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CurvesLook, FitReport } from '../../src/protocol/index.js';
import { type CurvesPlan, curvesChart } from '../../webview/charts/curves/curvesChart.js';
import { densityPlan } from '../../webview/charts/curves/densityPlan.js';
import { lossByCountMean, lossByMean, lossBySigma } from '../../webview/charts/curves/lossPlans.js';
import {
  countRange,
  FIRST_CURVES,
  lookFor,
  rangesOf,
  residualNumbers,
  targetCounts,
} from '../../webview/curves.js';
import { cardFacts } from '../../webview/views/hoverCard.js';
import { assertClose } from '../core/fit/close.js';
import { analysed } from './analysed.js';
import { compiled, ROOM } from './compiled.js';

const csv = (name: string) => readFileSync(`test/certified/r/${name}.csv`, 'utf8');

async function compiles(plan: CurvesPlan): Promise<void> {
  await compiled({ spec: curvesChart(plan, ROOM).spec() });
}

function planOf(look: Partial<CurvesLook>, report: FitReport): CurvesPlan | null {
  const data = { residuals: residualNumbers(report), counts: targetCounts(report) };
  return densityPlan({ ...FIRST_CURVES, ...look }, report, data);
}

describe('Normal curves', () => {
  let cars: FitReport;
  before(async () => {
    cars = await analysed(csv('cars'), 'dist ~ speed');
  });

  it('begin with the three of the textbook, from -7 to 7', async () => {
    const plan = planOf({ textbook: { mean: 1, sigma: 0.5 } }, cars)!;
    assert.deepEqual(plan.x, [-7, 7]);
    assert.deepEqual(
      plan.curves.map(({ name }) => name),
      ['N(0, 1)', 'N(0, 2)', 'N(3, 1)', 'N(1, 0.5)'],
    );
    // R 4.2.2: dnorm(1.7, 0, 2).
    assertClose(plan.curves[1]!.at(1.7), 0.13899244306549824, { tolerance: 1e-12, what: 'N(0, 2)' });
    await compiles(plan);
    // What stands on one of the three is drawn once.
    assert.equal(planOf({}, cars)!.curves.length, 3);
  });

  it('stand over the residuals, at their likeliest until they are moved', async () => {
    const plan = planOf({ ground: 'residuals', hasLaplace: true }, cars)!;
    assert.deepEqual(
      plan.curves.map(({ name }) => name),
      ['Laplace', 'N(0, 15.1)'],
    );
    assert.equal(plan.bars!.height, cars.residualsView.shape.density);
    await compiles(plan);
  });

  it('know where the likelihood is greatest', async () => {
    const { sums, values, start } = residualNumbers(cars);
    const [means, sigmas] = rangesOf(start!);
    const own = { mean: 3, sigma: 12 };
    const bySigma = lossBySigma({ sums: sums!, values, own, range: sigmas });
    // R 4.2.2: -sum(dnorm(residuals(lm(dist ~ speed, cars)), 3, 12, log = TRUE)), and sqrt(mean((e - 3)^2)).
    assertClose(bySigma.curves.at(-1)!.at(12), 211.17670724371314, { tolerance: 1e-12, what: 'at 12' });
    assertClose(bySigma.spots[0]!.x, Math.hypot(15.068855995791379, 3), { tolerance: 1e-12, what: 'least' });
    // R 4.2.2: sum(log(2 * b) + abs(e - 3) / b) at b = 12 / sqrt(2).
    assertClose(bySigma.curves[0]!.at(12), 213.39017845512421, { tolerance: 1e-12, what: 'Laplace' });
    const byMean = lossByMean({ sums: sums!, values, own, range: means });
    assertClose(byMean.curves.at(-1)!.at(3), 211.17670724371314, { tolerance: 1e-12, what: 'at 3' });
    assertClose(byMean.curves[0]!.at(3), 213.39017845512421, { tolerance: 1e-12, what: 'Laplace' });
    assert.equal(byMean.spots[0]!.x, 0);
    for (const plan of [bySigma, byMean]) await compiles(plan);
  });

  it("lay Poisson's probabilities over a target that counts", async () => {
    const report = await analysed(csv('InsectSprays'), 'count ~ spray');
    const counts = targetCounts(report);
    assert.ok(!('why' in counts));
    assert.deepEqual([counts.n, counts.mean], [72, 9.5]);
    const plan = planOf({ ground: 'counts' }, report)!;
    // R 4.2.2: dpois(3, 9.5).
    assertClose(plan.curves[1]!.at(3), 0.010696014608327883, { tolerance: 1e-12, what: 'of 3' });
    const area = Array.from(plan.bars!.height).reduce((sum, share) => sum + share, 0);
    assertClose(area, 1, { tolerance: 1e-12, what: 'shares' });
    await compiles(plan);
    const loss = lossByCountMean(counts, 4, countRange(counts.mean));
    // R 4.2.2: -sum(dpois(InsectSprays$count, 4, log = TRUE)).
    assertClose(loss.curves[0]!.at(4), 533.30911610762041, { tolerance: 1e-12, what: 'at 4' });
    assert.equal(loss.spots[0]!.x, 9.5);
    await compiles(loss);
  });

  it('say why there are no counts, and nothing over a perfect fit', async () => {
    const trees = await analysed(csv('trees'), 'Volume ~ Girth');
    assert.equal(planOf({ ground: 'counts' }, trees), null);
    assert.match(JSON.stringify(targetCounts(trees)), /no count.*it has fractions, such as 10\.3/);
    const below = await analysed('x,y\n1,-3\n2,4\n3,2\n4,7\n');
    assert.match(JSON.stringify(targetCounts(below)), /values down to −3/);
    const perfect = await analysed('x,y\n1,3\n2.5,6\n3,7\n4,9\n7,15\n');
    assert.equal(planOf({ ground: 'residuals' }, perfect), null);
  });

  it('take sums of more rows than the page has from the fit, or have none', async () => {
    const crowded = { ...cars, marks: { ...cars.marks, isComplete: false } };
    const [few, many] = [residualNumbers(cars), residualNumbers(crowded)];
    assert.equal(many.values, null);
    assertClose(many.sums!.squares, few.sums!.squares, { tolerance: 1e-12, what: 'squares' });
    const origin = await analysed(csv('cars'), 'dist ~ speed - 1');
    const unknown = residualNumbers({ ...origin, marks: { ...origin.marks, isComplete: false } });
    assert.equal(unknown.sums, null);
    assert.ok(unknown.start!.sigma > 0);
  });

  it('keep what was set for this fit, and go back to the estimates of another one', () => {
    const look = lookFor({ ...FIRST_CURVES, residuals: { mean: 1, sigma: 2 } }, cars);
    assert.equal(look.residuals, null);
    const set = { ...look, residuals: { mean: 1, sigma: 2 }, countMean: 3 };
    assert.equal(lookFor(set, cars), set);
  });
});

describe('Density at a mark', () => {
  it("is the noise's at its residual", async () => {
    const gaussian = await analysed(csv('cars'), 'dist ~ speed');
    // R 4.2.2, fit = lm(dist ~ speed, cars): dnorm(residuals(fit)[1], 0, summary(fit)$sigma) = 0.025139779487072796.
    assert.equal(new Map(cardFacts(gaussian, 0)).get('density'), '0.0251');
    const counts = await analysed(csv('InsectSprays'), 'count ~ spray', {
      family: { name: 'poisson', link: 'log' },
    });
    // R 4.2.2: dpois(10, 14.5) = 0.057101432286381135; 14.5 is the mean of spray A.
    assert.equal(new Map(cardFacts(counts, 0)).get('probability'), '0.0571');
    const laplace = await analysed(csv('cars'), 'dist ~ speed', {
      family: { name: 'laplace', quantile: 0.5 },
    });
    const [first] = laplace.marks.residual;
    // Mean size of the residuals 11.276: rq(dist ~ speed, data = cars) of quantreg.
    const expected = Math.exp(-Math.abs(first!) / 11.276) / (2 * 11.276);
    const shown = new Map(cardFacts(laplace, 0)).get('density')!;
    assert.ok(Math.abs(Number(shown) - expected) < 5e-5, shown);
    const huber = await analysed(csv('cars'), 'dist ~ speed', { family: { name: 'huber' } });
    assert.equal(new Map(cardFacts(huber, 0)).has('density'), false);
  });
});
