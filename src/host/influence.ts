import {
  type AssumptionTest,
  type DescribedRows,
  type DesignMatrix,
  type Exported,
  type FitRequest,
  GausslineError,
  type LikelihoodComparison,
  type OfText,
  type RowsRequest,
  type WithoutRows,
} from '../protocol/index.js';
import type { PredictionParts } from './predictions.js';

/** Asks the worker about the fit on screen: what rows do to it, its design, its assumptions, and how likely others are. */
export class Influence {
  private describing: AbortController | undefined;
  private leaving: AbortController | undefined;
  private testing: AbortController | undefined;
  private comparing: AbortController | undefined;
  private designing: AbortController | undefined;

  constructor(private readonly parts: PredictionParts) {}

  /** @throws GausslineError `influence/no-fit`; what the worker throws; `cancelled` for an older question. */
  async describe(rows: readonly number[]): Promise<DescribedRows> {
    this.describing?.abort();
    const describing = new AbortController();
    this.describing = describing;
    return this.ask(rows, (request) => this.parts.worker.call('describeRows', request, describing.signal));
  }

  /** The fit without rows; throws as `describe` does. */
  async without(rows: readonly number[]): Promise<WithoutRows> {
    this.leaving?.abort();
    const leaving = new AbortController();
    this.leaving = leaving;
    return this.ask(rows, (request) => this.parts.worker.call('fitWithout', request, leaving.signal));
  }

  /** The tests of what the fit assumes; throws as `describe` does. */
  async assumptions(): Promise<readonly AssumptionTest[]> {
    this.testing?.abort();
    const testing = new AbortController();
    this.testing = testing;
    return this.ask([], ({ rows: _, ...request }) =>
      this.parts.worker.call('testAssumptions', request, testing.signal),
    );
  }

  /** Likelihoods of other models beside that of the fit; throws as `describe` does. */
  async likelihoods(): Promise<LikelihoodComparison> {
    this.comparing?.abort();
    const comparing = new AbortController();
    this.comparing = comparing;
    return this.ask([], ({ rows: _, ...request }) =>
      this.parts.worker.call('compareLikelihoods', request, comparing.signal),
    );
  }

  /** The first rows of the design matrix; throws as `describe` does. */
  async designMatrix(): Promise<DesignMatrix> {
    this.designing?.abort();
    const designing = new AbortController();
    this.designing = designing;
    return this.ask([], ({ rows: _, ...request }) =>
      this.parts.worker.call('designMatrix', request, designing.signal),
    );
  }

  stop(): void {
    this.comparing?.abort();
    this.designing?.abort();
    this.testing?.abort();
    this.describing?.abort();
    this.leaving?.abort();
  }

  /** Writes the rows of the fit with their diagnostics; throws as `describe` does, and `export/...`. */
  async export(target: string, token: number, signal: AbortSignal): Promise<Exported> {
    const { request } = await this.question();
    return this.parts.worker.call('exportRows', { ...request, token, target }, signal);
  }

  private async ask<T>(
    rows: readonly number[],
    call: (request: RowsRequest) => Promise<OfText<T>>,
  ): Promise<T> {
    const { request, fingerprint: shown } = await this.question();
    const { answer, fingerprint } = await call({ ...request, rows });
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
