import {
  type DoctorOptions,
  type FitChoices,
  GausslineError,
  type RankDiagnosis,
  type SourceRef,
} from '../protocol/index.js';
import type { HowToRead } from './readings.js';
import type { WorkerClient } from './workerClient.js';

/** What a `RankDoctor` needs from around it. */
export type DoctorParts = {
  worker: Pick<WorkerClient, 'call'>;
  /** The panel's file as it is now. */
  readSource(): Promise<SourceRef>;
  /** Throws `settings/invalid`. */
  howToRead(): HowToRead;
  /** The formula of the fit on screen; null where there is none. */
  formula(): string | null;
  references(): FitChoices['references'];
  /** A number no other call has. */
  nextToken(): number;
};

/** Asks the worker about the rank of the fit on screen, one question at a time. */
export class RankDoctor {
  private asking: AbortController | undefined;

  constructor(private readonly parts: DoctorParts) {}

  /** @throws GausslineError `panel/invalid-message` without a fit; what the worker throws; `cancelled` for an older one. */
  async ask(options: DoctorOptions): Promise<RankDiagnosis> {
    const { parts } = this;
    const formula = parts.formula();
    if (formula === null) throw new GausslineError('panel/invalid-message', 'There is no fit to look into.');
    this.stop();
    const asking = new AbortController();
    this.asking = asking;
    const source = await parts.readSource();
    const { lambda, variance, seed } = options;
    const model = { formula, references: parts.references(), lambda, variance, seed };
    const request = { source, ...parts.howToRead(), ...model, token: parts.nextToken() };
    return parts.worker.call('doctor', request, asking.signal);
  }

  stop(): void {
    this.asking?.abort();
  }
}
