import type { Checkpoint } from '../checkpoint.js';
import { GausslineError } from '../errors.js';
import type { Fit, ModelSummary } from '../fit/fit.js';
import type { FitKernel } from '../fit/fitKernel.js';
import { partOf } from '../fit/partOf.js';
import { plainArithmetic } from '../fit/plainArithmetic.js';
import type { RowPart } from '../fit/rowPart.js';
import { tableRows } from '../fit/tableRows.js';
import { fitFormula } from '../fitFormula.js';
import { plainNameOf } from '../model/designColumn.js';
import type { Family } from '../model/family.js';
import { formatFormula, formatName } from '../model/formatFormula.js';
import type { References } from '../model/modelPlan.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { type LogTarget, logTargetOf } from '../predict/logTarget.js';
import type { Table } from '../table/table.js';
import { formatCount, formatExact, formatTarget } from '../words/numbers.js';
import { jacobianOf } from './jacobian.js';
import { type Sameness, samenessOf } from './sameness.js';

export const NOISE_MODELS = ['gaussian', 'laplace', 'logGaussian', 'poisson'] as const;
export type NoiseModel = (typeof NOISE_MODELS)[number];

/** A model at its maximum, on the scale of the target; as R, the scale of the noise counts as a parameter. */
export type FittedLikelihood = {
  logLikelihood: number;
  aic: number;
  bic: number;
  /** Coefficients, and the scale of the noise where it has one. */
  parameters: number;
  /** What of `logLikelihood` brings a logarithm back to the scale of the target; null for others. */
  jacobian: number | null;
  /** Sigma, or Laplace's mean size of the residuals, by maximum likelihood (divisor n); null for counts. */
  scale: number | null;
  /** Sigma with n less the coefficients as divisor; null where there is none. */
  unbiasedScale: number | null;
};

/** One of the models that are compared. Plain data. */
export type ComparedModel = {
  model: NoiseModel;
  formula: string;
  /** Null for Gaussian noise. */
  family: Family | null;
  /** True for the fit that was asked about. */
  isAsked: boolean;
  /** Null where the model does not apply; `why` says the reason in a sentence. */
  fitted: FittedLikelihood | null;
  why: string | null;
};

/** Likelihoods of models of one target on the same rows, on the scale of that target. Plain data. */
export type LikelihoodComparison = {
  /** As the formula writes it. */
  target: string;
  n: number;
  /** In the order of `NOISE_MODELS`. */
  models: readonly ComparedModel[];
  /** That with the smallest AIC; null where fewer than two apply. */
  best: NoiseModel | null;
  /** True where the fit asked about is a ridge: the models here have no penalty. */
  isRidge: boolean;
  /** Of the Gaussian model. */
  sameness: Sameness | null;
};

export type CompareOptions = {
  /** Where the rows of the table are, unless all are in memory. */
  parts?: readonly RowPart[] | undefined;
  references?: References | undefined;
  isExact?: boolean | undefined;
  loadKernel?: (() => Promise<FitKernel>) | undefined;
  checkpoint?: Checkpoint | undefined;
};

/**
 * Fits Gaussian, Laplace, Gaussian of the logarithm and Poisson models of a fit's formula to the rows of the Gaussian
 * one, each by its own family, and brings their likelihoods to the scale of the target. A model that does not apply, or
 * has fewer rows, is absent with a sentence.
 *
 * @throws GausslineError what `fitFormula` throws for the Gaussian model, `cancelled`, and what the parts throw.
 */
export async function compareLikelihoods(
  asked: Fit,
  table: Table,
  options: CompareOptions = {},
): Promise<LikelihoodComparison> {
  const comparing = new Comparing(asked, table, options);
  return comparing.compare();
}

type Wish = Pick<ComparedModel, 'model' | 'formula' | 'family'>;

class Comparing {
  private readonly log: LogTarget | null;
  private readonly target: string;
  private readonly isRidge: boolean;

  constructor(
    private readonly asked: Fit,
    private readonly table: Table,
    private readonly options: CompareOptions,
  ) {
    this.log = logTargetOf(asked.spec.target);
    this.target = this.log?.of ?? targetText(asked.spec);
    this.isRidge = asked.summary.ridge !== null;
  }

  async compare(): Promise<LikelihoodComparison> {
    const { target, isRidge } = this;
    const wishes = this.wishes();
    const gaussian = await this.fit(wishes.gaussian);
    const { n } = gaussian.summary;
    const facts = factsOf(gaussian);
    const models: ComparedModel[] = [this.answer(wishes.gaussian, gaussian, n)];
    for (const model of ['laplace', 'logGaussian', 'poisson'] as const)
      models.push(await this.tried(wishes[model], { ...facts, n }));
    const parts = this.options.parts ?? [partOf(tableRows(this.table), { arithmetic: plainArithmetic })];
    const sameness = await samenessOf(gaussian, parts);
    return { target, n, models, best: bestOf(models), isRidge, sameness };
  }

  private wishes(): Record<NoiseModel, Wish> {
    const { asked, log, target } = this;
    const { family } = asked.spec;
    const of = (text: string) =>
      formatFormula({
        ...{ target: text, hasIntercept: asked.spec.hasIntercept },
        terms: asked.spec.terms.map(({ label }) => label),
      });
    const formula = of(target);
    const poisson = family?.name === 'poisson' ? family : ({ name: 'poisson', link: 'log' } as const);
    return {
      gaussian: { model: 'gaussian', formula, family: null },
      laplace: { model: 'laplace', formula, family: { name: 'laplace', quantile: 0.5 } },
      logGaussian: { model: 'logGaussian', formula: of(`${log?.name ?? 'log'}(${target})`), family: null },
      poisson: { model: 'poisson', formula, family: poisson },
    };
  }

  /** A model, or the reason why there is none. */
  private async tried(wish: Wish, facts: Facts & { n: number }): Promise<ComparedModel> {
    const why = this.obstacle(wish, facts);
    if (why !== null) return this.absent(wish, why);
    try {
      return this.answer(wish, await this.fit(wish), facts.n);
    } catch (error) {
      if (!(error instanceof GausslineError) || error.code === 'cancelled') throw error;
      return this.absent(wish, error.message);
    }
  }

  private obstacle({ model }: Wish, { low, fraction }: Facts): string | null {
    const { target, log } = this;
    if (model === 'logGaussian') {
      const from = log?.name === 'log1p' ? -1 : 0;
      if (low > from) return null;
      const what = low === 0 ? 'zeros' : `values down to ${formatExact(low)}`;
      return `${formatTarget(target)} has ${what}, which have no logarithm: on the other rows alone it could not be compared.`;
    }
    if (model !== 'poisson') return null;
    if (low < 0)
      return `${formatTarget(target)} has values down to ${formatExact(low)}; counts are 0 or more.`;
    if (fraction !== null)
      return `${formatTarget(target)} is no count: it has fractions, such as ${formatExact(fraction)}.`;
    if (this.asked.spec.weights === undefined) return null;
    return "With precision weights Poisson's is no likelihood of the counts themselves.";
  }

  private async fit({ formula, family }: Wish): Promise<Fit> {
    const { asked, table, options } = this;
    if (this.isAsked({ formula, family })) return asked;
    const { references, parts, isExact, loadKernel, checkpoint } = options;
    const { weights } = asked.spec;
    const modelling = { references, weights, family: family ?? undefined };
    const { confidence } = asked;
    const how = { parts, isExact, loadKernel, checkpoint, confidence };
    return (await fitFormula(table, formula, { ...modelling, ...how })).fit;
  }

  private isAsked({ formula, family }: Pick<Wish, 'formula' | 'family'>): boolean {
    const { spec } = this.asked;
    return (
      !this.isRidge &&
      spec.formula === formula &&
      JSON.stringify(spec.family ?? null) === JSON.stringify(family)
    );
  }

  private answer(wish: Wish, fit: Fit, n: number): ComparedModel {
    const { summary, warnings } = fit;
    if (summary.n !== n)
      return this.absent(
        wish,
        `It has ${formatCount(summary.n)} rows instead of ${formatCount(n)}: on others it cannot be compared.`,
      );
    if (summary.isPerfectFit)
      return this.absent(wish, 'The fit is perfect: without noise the likelihood has no bound.');
    const open = warnings.find(({ code }) => code === 'fit/separation' || code === 'fit/not-converged');
    if (open !== undefined) return this.absent(wish, `It has no maximum that was reached: ${open.message}`);
    const jacobian = wish.model === 'logGaussian' ? jacobianOf(fit) : 0;
    if (jacobian === null)
      return this.absent(
        wish,
        'With weights and so many rows the logarithms of the target are not summed up.',
      );
    const fitted = fittedOf(summary, jacobian);
    if (fitted === null) return this.absent(wish, `It gives ${formatTarget(this.target)} no probability.`);
    const isLog = wish.model === 'logGaussian';
    return {
      ...{ ...wish, isAsked: this.isAsked(wish), why: null },
      fitted: { ...fitted, jacobian: isLog ? jacobian : null },
    };
  }

  private absent(wish: Wish, why: string): ComparedModel {
    return { ...wish, isAsked: this.isAsked(wish), fitted: null, why };
  }
}

function targetText({ target }: ModelSpec): string {
  const plain = plainNameOf(target);
  return plain === null ? target.name : formatName(plain);
}

/** What of the target decides which models apply. */
type Facts = { low: number; fraction: number | null };

/** Of rows too many to be kept, a fraction is found among those that are, or by the fit of counts itself. */
function factsOf({ columns, rows }: Fit): Facts {
  const fraction = rows.actual.find((value) => !Number.isInteger(value));
  return { low: columns.at(-1)!.low, fraction: fraction ?? null };
}

function fittedOf(summary: ModelSummary, jacobian: number): Omit<FittedLikelihood, 'jacobian'> | null {
  const { n, rank, logLikelihood, aic, bic, rss, counts, robust } = summary;
  if (logLikelihood === null || aic === null || bic === null) return null;
  const likelihood = {
    logLikelihood: logLikelihood + jacobian,
    aic: aic - 2 * jacobian,
    bic: bic - 2 * jacobian,
    parameters: rank + (counts === null ? 1 : 0),
  };
  if (counts !== null) return { ...likelihood, scale: null, unbiasedScale: null };
  if (robust?.kind === 'quantile') return { ...likelihood, scale: robust.absolute / n, unbiasedScale: null };
  const scale = rss === null ? null : Math.sqrt(rss / n);
  return { ...likelihood, scale, unbiasedScale: summary.residualStandardError };
}

function bestOf(models: readonly ComparedModel[]): NoiseModel | null {
  const fitted = models.flatMap(({ model, fitted }) => (fitted === null ? [] : { model, aic: fitted.aic }));
  if (fitted.length < 2) return null;
  return fitted.reduce((best, one) => (one.aic < best.aic ? one : best)).model;
}
