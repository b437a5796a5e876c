import {
  type Channel,
  type DoctorOptions,
  type FitReport,
  GausslineError,
  type PanelHostSide,
  type PanelSide,
} from '../src/protocol/index.js';
import { hasDoctor, type PanelModel } from './state.js';

/** Asks the rank doctor about the fit on screen. */
export class DoctorClient {
  constructor(
    private readonly channel: Pick<Channel<PanelSide, PanelHostSide>, 'call'>,
    private readonly model: () => PanelModel,
    private readonly change: (change: Partial<PanelModel['doctor']>) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** A rank that is deficient is looked into at once, another one when the user asks. */
  ask(): void {
    const { snapshot, report, view, doctor } = this.model();
    if (view !== 'model' || snapshot?.phase.kind !== 'fitted' || report === null) return;
    // Of another text the doctor would speak of another fit.
    if (snapshot.phase.stale === null && doctor.report !== report && isDeficient(report)) this.diagnose({});
  }

  /** The newest question counts; an older one is ended by it. */
  diagnose(change: Partial<DoctorOptions>): void {
    const { report, doctor } = this.model();
    if (report === null) return;
    const options = { ...doctor.options, ...change };
    this.change({ options, report, error: null });
    const isNewest = () => this.model().report === report && this.model().doctor.options === options;
    this.channel.call('doctor', options).then(
      (diagnosis) => isNewest() && this.change({ diagnosis }),
      (error: unknown) => {
        if (!(error instanceof GausslineError)) this.failed(error);
        else if (isNewest()) this.change({ error: error.message });
      },
    );
  }
}

function isDeficient(report: FitReport): boolean {
  return report.summary.aliased.length > 0 && hasDoctor(report);
}
