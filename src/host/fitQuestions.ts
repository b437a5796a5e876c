import {
  type AssumptionTest,
  type DescribedRows,
  type DesignMatrix,
  type Exported,
  type FitRequest,
  GausslineError,
  type LikelihoodComparison,
  type OfText,
  type WithoutRows,
} from '../protocol/index.js';
import type { PredictionParts } from './predictions.js';

type Ask<T> = (request: FitRequest, signal: AbortSignal) => Promise<OfText<T>>;

/** Asks the worker about the fit on screen: what rows do to it, its design, its assumptions, and how likely others are. */
export class FitQuestions {
  /** By what is asked: a newer question ends the older one of its kind. */
  private readonly going = new Map<string, AbortController>();
  private readonly worker: PredictionParts['worker'];

  constructor(private readonly parts: PredictionParts) {
    this.worker = parts.worker;
  }

  /** @throws GausslineError `influence/no-fit`; what the worker throws; `cancelled` for an older question. */
  describe(rows: readonly number[]): Promise<DescribedRows> {
    return this.ask('rows', (request, signal) =>
      this.worker.call('describeRows', { ...request, rows }, signal),
    );
  }

  /** The fit without rows; throws as `describe` does. */
  without(rows: readonly number[]): Promise<WithoutRows> {
    return this.ask('without', (request, signal) =>
      this.worker.call('fitWithout', { ...request, rows }, signal),
    );
  }

  /** The tests of what the fit assumes; throws as `describe` does. */
  assumptions(): Promise<readonly AssumptionTest[]> {
    return this.ask('assumptions', (request, signal) => this.worker.call('testAssumptions', request, signal));
  }

  /** Likelihoods of other models beside that of the fit; throws as `describe` does. */
  likelihoods(): Promise<LikelihoodComparison> {
    return this.ask('likelihoods', (request, signal) =>
      this.worker.call('compareLikelihoods', request, signal),
    );
  }

  /** The first rows of the design matrix; throws as `describe` does. */
  designMatrix(): Promise<DesignMatrix> {
    return this.ask('design', (request, signal) => this.worker.call('designMatrix', request, signal));
  }

  /** Writes the rows of the fit with their diagnostics; throws as `describe` does, and `export/...`. */
  async export(target: string, token: number, signal: AbortSignal): Promise<Exported> {
    const { request } = await this.question();
    return this.worker.call('exportRows', { ...request, token, target }, signal);
  }

  stop(): void {
    for (const question of this.going.values()) question.abort();
  }

  private async ask<T>(kind: string, call: Ask<T>): Promise<T> {
    this.going.get(kind)?.abort();
    const question = new AbortController();
    this.going.set(kind, question);
    const { request, fingerprint: shown } = await this.question();
    const { answer, fingerprint } = await call(request, question.signal);
    if (fingerprint !== shown) throw noFit();
    return answer;
  }

  /** The fit on screen as the worker is asked for it, and the text that it is of. */
  private async question(): Promise<{ request: FitRequest; fingerprint: string }> {
    const { parts } = this;
    const shown = parts.shown();
    if (shown === null) throw noFit();
    const { formula, confidence, fingerprint } = shown;
    const source = await parts.readSource();
    const request = {
      ...{ source, ...parts.howToRead(), ...parts.choices(), formula, confidence },
      token: parts.nextToken(),
    };
    return { request, fingerprint };
  }
}

function noFit(): GausslineError {
  return new GausslineError(
    'influence/no-fit',
    'There is no fit of the text as it is now to look into.',
    'Fit again.',
  );
}
