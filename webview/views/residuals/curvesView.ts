import {
  type CurveGround,
  type CurvesLook,
  formatCount,
  gaussianNegativeLogLikelihood,
  likeliestGaussian,
  poissonNegativeLogLikelihood,
} from '../../../src/protocol/index.js';
import { densityPlan } from '../../charts/curves/densityPlan.js';
import { lossByCountMean, lossByMean, lossBySigma } from '../../charts/curves/lossPlans.js';
import {
  countRange,
  FIRST_CURVES,
  lookFor,
  rangesOf,
  residualNumbers,
  TEXTBOOK,
  TEXTBOOK_RANGE,
  targetCounts,
} from '../../curves.js';
import { button, element, linkButton, listening, textWithCode } from '../../element.js';
import type { PanelModel } from '../../state.js';
import type { ViewContext } from '../context.js';
import { CurveChart, type CurveContent } from './curveChart.js';
import {
  type CurvesData,
  countLossSentence,
  densitySentence,
  lossSentences,
  NO_SUMS,
  readoutText,
  whyMissing,
} from './curveWords.js';
import { ParameterField } from './parameterField.js';

const GROUNDS: Readonly<Record<CurveGround, string>> = {
  textbook: 'the three curves of the textbook',
  residuals: "this file's residuals",
  counts: 'the target, as counts',
};
const TEXTBOOK_SIGMA = [0.2, 4] as const;

/** A tab of the Residuals view: a Gaussian to move, over the textbook's, the residuals or a count, with its likelihood. */
export class CurvesView {
  readonly element = element('div', {
    ...{ class: 'view curves-view', id: 'residuals-curves', role: 'tabpanel' },
    'aria-labelledby': 'tab-curves',
  });
  private data: CurvesData | null = null;
  private look: CurvesLook = FIRST_CURVES;
  private drawn: readonly unknown[] = [];
  private readonly grounds = (Object.keys(GROUNDS) as CurveGround[]).map((ground) =>
    this.groundInput(ground),
  );
  private readonly mean = new ParameterField(
    { label: 'μ, mean', part: 'curve-mean', isPositive: false },
    (mean) => this.setGaussian({ mean }),
  );
  private readonly sigma = new ParameterField(
    { label: 'σ, std', part: 'curve-sigma', isPositive: true },
    (sigma) => this.setGaussian({ sigma }),
  );
  private readonly countMean = new ParameterField(
    { label: 'λ, mean', part: 'curve-lambda', isPositive: true },
    (countMean) => this.set({ countMean }),
  );
  private readonly laplace = element('input', { type: 'checkbox', 'data-part': 'curve-laplace' });
  private readonly laplaceLabel = element('label', { class: 'curve-check' });
  private readonly presets = element('p', { class: 'curve-presets' });
  private readonly readout = element('p', { class: 'curve-readout', 'data-part': 'curve-readout' });
  private readonly missing = element('p', { class: 'note', 'data-part': 'curve-missing' });
  private readonly charts: CurveCharts;
  private readonly controls = element('div', { class: 'curve-controls' });
  private readonly lossCharts: HTMLElement;

  constructor(
    private readonly onLook: (look: CurvesLook) => void,
    context: ViewContext,
  ) {
    this.charts = chartsOf(context);
    const { bySigma, byMean, byCount } = this.charts;
    const losses = [bySigma, byMean, byCount].map((chart) => chart.element);
    this.lossCharts = element('div', { class: 'pair curve-losses' }, ...losses);
    listening(this.laplace, { change: () => this.set({ hasLaplace: this.laplace.checked }) });
    this.laplaceLabel.append(this.laplace, "Laplace's curve of the same mean and standard deviation");
    this.element.append(...this.layout());
  }

  /** Built once; what has changed is drawn again, without a word to anyone else. */
  update(model: PanelModel): void {
    const { report } = model;
    const isShown = model.view === 'residuals' && model.residualsTab === 'curves' && report !== null;
    this.element.hidden = !isShown;
    if (!isShown) return;
    if (this.data?.report !== report)
      this.data = { report, residuals: residualNumbers(report), counts: targetCounts(report) };
    this.look = lookFor(model.curves, report);
    const now = [this.data, JSON.stringify(this.look)];
    if (now.every((value, i) => value === this.drawn[i])) return;
    this.drawn = now;
    this.show(this.data);
  }

  /** The theme is another one. */
  repaint(): void {
    for (const chart of Object.values(this.charts)) chart.repaint();
  }

  private layout(): HTMLElement[] {
    const fields = [this.mean, this.sigma, this.countMean].map((field) => field.element);
    const reset = button('Reset', () => this.set({ ...FIRST_CURVES, ground: this.look.ground }), {
      ...{ secondary: true, 'data-part': 'curve-reset' },
    });
    this.controls.append(this.presets, ...fields, this.laplaceLabel, this.readout, reset);
    return [
      element(
        'fieldset',
        { class: 'curve-grounds' },
        element('legend', {}, 'Over'),
        ...this.grounds.map((input) => element('label', {}, input, GROUNDS[input.value as CurveGround])),
      ),
      element(
        'div',
        { class: 'curve-pair' },
        element('div', {}, this.missing, this.charts.density.element),
        this.controls,
      ),
      this.lossCharts,
    ];
  }

  private groundInput(ground: CurveGround): HTMLInputElement {
    const input = element('input', {
      ...{ type: 'radio', name: 'curve-ground', value: ground, 'data-part': `ground-${ground}` },
    });
    return listening(input, { change: () => this.set({ ground }) });
  }

  private set(change: Partial<CurvesLook>): void {
    this.onLook({ ...this.look, ...change, formula: this.look.formula });
  }

  private setGaussian(change: { mean?: number; sigma?: number }): void {
    const { look, data } = this;
    if (look.ground === 'textbook') this.set({ textbook: { ...look.textbook, ...change } });
    else if (data?.residuals.start)
      this.set({ residuals: { ...data.residuals.start, ...look.residuals, ...change } });
  }

  private show(data: CurvesData): void {
    const { look } = this;
    for (const input of this.grounds) input.checked = input.value === look.ground;
    this.laplace.checked = look.hasLaplace;
    this.laplaceLabel.hidden = look.ground === 'counts';
    const plan = densityPlan(look, data.report, data);
    const why = plan === null ? whyMissing(look, data) : null;
    this.missing.hidden = why === null;
    this.controls.hidden = why !== null;
    this.missing.replaceChildren(element('span', {}, ...textWithCode(why ?? '')));
    this.showPresets(data);
    this.showFields(data, plan !== null);
    const sourceName = data.report.source.name;
    this.charts.density.show(plan && { plan, sourceName, sentence: densitySentence(look, data) });
    this.showLosses(data, plan !== null);
  }

  private showPresets({ residuals, counts }: CurvesData): void {
    const { ground } = this.look;
    const name = (mean: number, sigma: number) => `mean ${mean}, std ${sigma}`;
    const links =
      ground === 'textbook'
        ? TEXTBOOK.map((one, k) =>
            linkButton(name(one.mean, one.sigma), () => this.set({ textbook: one }), {
              'data-part': `curve-preset-${k}`,
            }),
          )
        : (ground === 'residuals' ? residuals.start !== null : !('why' in counts))
          ? [
              linkButton('To the likeliest', () => this.set({ residuals: null, countMean: null }), {
                'data-part': 'curve-likeliest',
              }),
            ]
          : [];
    // A link that has the keyboard keeps it.
    const focused = document.activeElement?.getAttribute('data-part') ?? '';
    this.presets.replaceChildren(...links);
    links.find((link) => link.dataset.part === focused)?.focus();
  }

  private showFields({ report, residuals, counts }: CurvesData, isThere: boolean): void {
    const { look } = this;
    const hasGaussian = isThere && look.ground !== 'counts';
    for (const field of [this.mean, this.sigma]) field.element.hidden = !hasGaussian;
    this.countMean.element.hidden = !isThere || look.ground !== 'counts';
    if (look.ground === 'textbook') {
      const { mean, sigma } = look.textbook;
      this.mean.show({ value: mean, low: TEXTBOOK_RANGE[0], high: TEXTBOOK_RANGE[1], unit: null });
      this.sigma.show({ value: sigma, low: TEXTBOOK_SIGMA[0], high: TEXTBOOK_SIGMA[1], unit: null });
    } else if (look.ground === 'residuals' && residuals.start !== null) {
      const own = look.residuals ?? residuals.start;
      const unit = report.residualsView.kind === 'raw' ? report.target.unit : null;
      const [means, sigmas] = rangesOf(residuals.start);
      this.mean.show({ value: own.mean, low: means[0], high: means[1], unit });
      this.sigma.show({ value: own.sigma, low: sigmas[0], high: sigmas[1], unit });
    } else if (look.ground === 'counts' && !('why' in counts)) {
      const [low, high] = countRange(counts.mean);
      this.countMean.show({ value: look.countMean ?? counts.mean, low, high, unit: report.target.unit });
    }
  }

  private showLosses(data: CurvesData, isThere: boolean): void {
    const { ground } = this.look;
    const shown =
      !isThere || ground === 'textbook' ? {} : ground === 'counts' ? this.countLoss(data) : this.losses(data);
    const { bySigma = null, byMean = null, byCount = null, words = '' } = shown;
    this.readout.textContent = words;
    this.readout.hidden = words === '';
    this.charts.bySigma.show(bySigma);
    this.charts.byMean.show(byMean);
    this.charts.byCount.show(byCount);
    this.lossCharts.hidden = bySigma === null && byMean === null && byCount === null;
  }

  private losses({ report, residuals }: CurvesData): Losses {
    const { sums, start, values } = residuals;
    if (start === null) return {};
    if (sums === null) return { words: NO_SUMS };
    const { look } = this;
    const own = look.residuals ?? start;
    const [means, sigmas] = rangesOf(start);
    const order = { sums, values: look.hasLaplace ? values : null, own };
    const sentence = lossSentences(look, { n: sums.n, hasValues: values !== null });
    const { name: sourceName } = report.source;
    const now = gaussianNegativeLogLikelihood(sums, own);
    const least = gaussianNegativeLogLikelihood(sums, likeliestGaussian(sums));
    return {
      bySigma: { plan: lossBySigma({ ...order, range: sigmas }), sourceName, sentence: sentence.sigma },
      byMean: { plan: lossByMean({ ...order, range: means }), sourceName, sentence: sentence.mean },
      words: readoutText(now, least, `${formatCount(sums.n)} residuals`),
    };
  }

  private countLoss({ report, counts }: CurvesData): Losses {
    if ('why' in counts) return {};
    const { mean, rows, n } = counts;
    const now = this.look.countMean ?? mean;
    const plan = lossByCountMean(counts, now, countRange(mean));
    const likelihoods = [now, mean].map((value) => poissonNegativeLogLikelihood(rows, value)) as [
      number,
      number,
    ];
    return {
      byCount: { plan, sourceName: report.source.name, sentence: countLossSentence(mean) },
      words: readoutText(...likelihoods, `${formatCount(n)} counts`),
    };
  }
}

type CurveCharts = Record<'density' | 'bySigma' | 'byMean' | 'byCount', CurveChart>;

function chartsOf(context: ViewContext): CurveCharts {
  const lossBy = (name: string, of: string) => {
    const word = `Negative log-likelihood by ${of}`;
    return new CurveChart({ name, word, label: word }, context);
  };
  return {
    density: new CurveChart({ name: 'curves', word: 'Density', label: 'Density of the curves' }, context),
    bySigma: lossBy('loss-sigma', 'σ'),
    byMean: lossBy('loss-mean', 'μ'),
    byCount: lossBy('loss-lambda', 'λ'),
  };
}

type Losses = {
  bySigma?: CurveContent;
  byMean?: CurveContent;
  byCount?: CurveContent;
  words?: string;
};
