import { GausslineError } from '../src/protocol/index.js';
import type { Asked, PanelModel } from './state.js';

/** What a question about a fit is asked with. */
export type FitQuestionParts<T> = {
  model(): PanelModel;
  /** What is known of the answer. */
  of(model: PanelModel): Asked<T>;
  /** True where it is to be asked unasked: where the answer is in sight, and soon there. */
  isWanted(model: PanelModel): boolean;
  call(): Promise<T>;
  change(change: Partial<Asked<T>>): void;
  /** A failure that is a bug. */
  failed(error: unknown): void;
};

/** Asks something once of the fit on screen. */
export class FitQuestion<T> {
  constructor(private readonly parts: FitQuestionParts<T>) {}

  askWhereWanted(): void {
    if (this.parts.isWanted(this.parts.model())) this.ask();
  }

  /** Of another text the answer would speak of another fit. */
  ask(): void {
    const { model, of, call, change } = this.parts;
    const { snapshot, report } = model();
    if (snapshot?.phase.kind !== 'fitted' || report === null) return;
    if (snapshot.phase.stale !== null || of(model()).report === report) return;
    change({ report, answer: null, error: null });
    const isNewest = () => of(model()).report === report;
    call().then(
      (answer) => isNewest() && change({ answer }),
      (error: unknown) => isNewest() && this.refused(error),
    );
  }

  private refused(error: unknown): void {
    if (!(error instanceof GausslineError)) this.parts.failed(error);
    else if (error.code !== 'cancelled') this.parts.change({ error: error.message });
  }
}
