import { type FitComparison, GausslineError } from '../protocol/index.js';
import type { FitHistory } from './fitHistory.js';
import type { PredictionParts } from './predictions.js';

/** Asks the worker to set two remembered fits side by side. */
export class Comparisons {
  private comparing: AbortController | undefined;

  constructor(
    private readonly parts: Pick<PredictionParts, 'worker' | 'readSource' | 'howToRead' | 'nextToken'>,
    private readonly history: FitHistory,
  ) {}

  /** @throws GausslineError `compare/no-fit`; what the worker throws; `cancelled` for an older question. */
  async compare(firstId: number, secondId: number): Promise<FitComparison> {
    this.comparing?.abort();
    const comparing = new AbortController();
    this.comparing = comparing;
    const [first, second] = [this.history.get(firstId), this.history.get(secondId)];
    if (first === undefined || second === undefined) throw noFit();
    const { worker, readSource, howToRead, nextToken } = this.parts;
    const source = await readSource();
    const request = { source, ...howToRead(), token: nextToken() };
    const fits = { first: first.digest, second: second.digest };
    return worker.call('compareFits', { ...request, ...fits }, comparing.signal);
  }

  stop(): void {
    this.comparing?.abort();
  }
}

function noFit(): GausslineError {
  const message = 'One of the fits to be compared is remembered no more.';
  return new GausslineError('compare/no-fit', message, 'Choose another one.');
}
