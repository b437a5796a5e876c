import { type Channel, GausslineError, type PanelHostSide, type PanelSide } from '../src/protocol/index.js';
import type { Comparing, PanelModel } from './state.js';

/** Asks for the likelihoods of other models once their tab is in sight: each of them is fitted for it. */
export class LikelihoodClient {
  constructor(
    private readonly channel: Pick<Channel<PanelSide, PanelHostSide>, 'call'>,
    private readonly model: () => PanelModel,
    private readonly change: (change: Partial<Comparing>) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Of another text the answer would speak of another fit. */
  ask(): void {
    const { snapshot, report, view, residualsTab, likelihoods } = this.model();
    if (view !== 'residuals' || residualsTab !== 'likelihoods' || report === null) return;
    if (snapshot?.phase.kind !== 'fitted' || snapshot.phase.stale !== null || likelihoods.report === report)
      return;
    this.change({ report, comparison: null, error: null });
    const isNewest = () => this.model().likelihoods.report === report;
    this.channel.call('compareLikelihoods', null).then(
      (comparison) => isNewest() && this.change({ comparison }),
      (error: unknown) => isNewest() && this.refused(error),
    );
  }

  private refused(error: unknown): void {
    if (!(error instanceof GausslineError)) this.failed(error);
    else if (error.code !== 'cancelled') this.change({ error: error.message });
  }
}
