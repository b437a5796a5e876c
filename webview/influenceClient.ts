import { type Channel, GausslineError, type PanelHostSide, type PanelSide } from '../src/protocol/index.js';
import { listedRows, rowsLeftOut } from './influenceRows.js';
import type { Influencing, PanelModel } from './state.js';

/** Asks what the listed rows do, and for the fit without those that were chosen, while the view is in sight. */
export class InfluenceClient {
  private listed = '';
  private leftOut = '';

  constructor(
    private readonly channel: Pick<Channel<PanelSide, PanelHostSide>, 'call'>,
    private readonly model: () => PanelModel,
    private readonly change: (change: Partial<Influencing>) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Of another text the answers would speak of another fit. */
  ask(): void {
    const { snapshot, report, view, influence } = this.model();
    if (view !== 'influence' || snapshot?.phase.kind !== 'fitted' || report === null) return;
    if (snapshot.phase.stale !== null || report.influenceView.kind === null) return;
    if (influence.report !== report) {
      [this.listed, this.leftOut] = ['', ''];
      this.change({ report, described: null, ticked: [], without: null, error: null, isLong: false });
      return;
    }
    this.describe();
    this.leaveOut();
  }

  private describe(): void {
    const { report } = this.model();
    const rows = listedRows(this.model());
    const asked = rows.join();
    if (asked === this.listed || rows.length === 0) return;
    this.listed = asked;
    const isNewest = () => this.listed === asked && this.model().influence.report === report;
    this.channel.call('describeRows', { rows }).then(
      (described) => isNewest() && this.change({ described }),
      (error: unknown) => isNewest() && this.refused(error),
    );
  }

  private leaveOut(): void {
    const { report } = this.model();
    const rows = rowsLeftOut(this.model());
    const asked = rows.join();
    if (asked === this.leftOut || rows.length === 0) return;
    this.leftOut = asked;
    const isNewest = () => this.leftOut === asked && this.model().influence.report === report;
    this.channel.call('fitWithout', { rows }).then(
      (without) => isNewest() && this.change({ without, error: null }),
      (error: unknown) => isNewest() && this.refused(error),
    );
  }

  private refused(error: unknown): void {
    if (!(error instanceof GausslineError)) this.failed(error);
    else if (error.code !== 'cancelled') this.change({ error: error.message, without: null });
  }
}
