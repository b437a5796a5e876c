import {
  type EmptyRows,
  type FitChoices,
  GausslineError,
  type NewRow,
  type PredictionKit,
  type RowPrediction,
  type ShownForm,
  type SourceRef,
} from '../protocol/index.js';
import type { FreshFit } from './fitState.js';
import type { HowToRead } from './readings.js';
import type { WorkerClient } from './workerClient.js';

/** What `Predictions` need from around them. */
export type PredictionParts = {
  worker: Pick<WorkerClient, 'call'>;
  /** The panel's file as it is now. */
  readSource(): Promise<SourceRef>;
  /** Throws `settings/invalid`. */
  howToRead(): HowToRead;
  /** The fit on screen, and the text it is of; null where there is none, or it is stale. */
  shown(): FreshFit | null;
  choices(): FitChoices;
  /** A number no other call has. */
  nextToken(): number;
};

/** Predicts new rows by the fit on screen. Keeps what the worker needs for that, so that a row is all that is sent. */
export class Predictions {
  private opening: AbortController | undefined;
  private listing: AbortController | undefined;
  private opened: PredictionKit | undefined;

  constructor(private readonly parts: PredictionParts) {}

  /** @throws GausslineError `predict/no-fit`; what the worker throws; `cancelled` for an older one. */
  async open(): Promise<ShownForm> {
    const { parts } = this;
    const shown = parts.shown();
    if (shown === null) throw noFit();
    this.stop();
    const opening = new AbortController();
    this.opening = opening;
    const { formula, confidence } = shown;
    const request = { ...(await this.request()), ...parts.choices(), formula, confidence };
    const { form, kit, hasEmptyRows, fingerprint } = await parts.worker.call(
      'openPrediction',
      request,
      opening.signal,
    );
    if (fingerprint !== shown.fingerprint) throw noFit();
    this.opened = kit;
    return { form, hasEmptyRows };
  }

  /** @throws GausslineError `predict/no-fit` before a form was opened; what `designRow` throws. */
  async predictRow(row: NewRow): Promise<RowPrediction> {
    return this.parts.worker.call('predictRow', { kit: this.kit, row });
  }

  async rowOfLine(line: number): Promise<NewRow | null> {
    const columns = this.kit.model.inputs.map(({ column }) => column);
    return this.parts.worker.call('rowOfLine', { ...(await this.request()), columns, line });
  }

  /** Another question ends the one before without an answer. */
  async emptyRows(): Promise<EmptyRows> {
    const { kit } = this;
    this.listing?.abort();
    const listing = new AbortController();
    this.listing = listing;
    const request = { ...(await this.request()), kit };
    return this.parts.worker.call('predictEmptyRows', request, listing.signal);
  }

  /** What the worker needs to predict. @throws GausslineError `predict/no-fit` before a form was opened. */
  get kit(): PredictionKit {
    if (this.opened === undefined) throw noFit();
    return this.opened;
  }

  stop(): void {
    this.opening?.abort();
    this.listing?.abort();
  }

  private async request() {
    const { parts } = this;
    return { source: await parts.readSource(), ...parts.howToRead(), token: parts.nextToken() };
  }
}

function noFit(): GausslineError {
  return new GausslineError(
    'predict/no-fit',
    'There is no fit of the text as it is now to predict with.',
    'Fit again.',
  );
}
