import {
  type AssumptionTest,
  type DescribedRows,
  GausslineError,
  type OfText,
  type RowsRequest,
  type WithoutRows,
} from '../protocol/index.js';
import type { PredictionParts } from './predictions.js';

/** Asks the worker what rows do to the fit on screen, and what its assumptions are worth. */
export class Influence {
  private describing: AbortController | undefined;
  private leaving: AbortController | undefined;
  private testing: AbortController | undefined;

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

  stop(): void {
    this.testing?.abort();
    this.describing?.abort();
    this.leaving?.abort();
  }

  private async ask<T>(
    rows: readonly number[],
    call: (request: RowsRequest) => Promise<OfText<T>>,
  ): Promise<T> {
    const { parts } = this;
    const shown = parts.shown();
    if (shown === null) throw noFit();
    const { formula, confidence } = shown;
    const source = await parts.readSource();
    const model = { ...parts.choices(), formula, confidence, rows };
    const { answer, fingerprint } = await call({
      ...{ source, ...parts.howToRead(), ...model },
      token: parts.nextToken(),
    });
    if (fingerprint !== shown.fingerprint) throw noFit();
    return answer;
  }
}

function noFit(): GausslineError {
  return new GausslineError(
    'influence/no-fit',
    'There is no fit of the text as it is now to look into.',
    'Fit again.',
  );
}
