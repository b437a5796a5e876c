import {
  type Channel,
  GausslineError,
  type PanelHostSide,
  type PanelSide,
  type Simulation,
} from '../src/protocol/index.js';
import type { PanelModel, Simulating } from './state.js';

/** The form for new data: what stands in it is previewed, one question at a time, and made when the user says so. */
export class SimulationClient {
  private isAsking = false;

  constructor(
    private readonly channel: Pick<Channel<PanelSide, PanelHostSide>, 'call'>,
    private readonly model: () => PanelModel,
    private readonly change: (change: Partial<Simulating>) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  open(): void {
    this.change({ isOpen: true, error: null });
    this.preview();
  }

  close(): void {
    this.change({ isOpen: false });
  }

  set(simulation: Simulation): void {
    this.change({ simulation, error: null });
    this.preview();
  }

  make(): void {
    const { simulation, isMaking } = this.model().simulating;
    if (isMaking) return;
    this.change({ isMaking: true });
    this.channel
      .call('simulate', { simulation })
      .then(
        (isMade) => isMade && this.close(),
        (error: unknown) => this.refused(error),
      )
      .finally(() => this.change({ isMaking: false }));
  }

  /** What was changed meanwhile is asked for when the answer is there. */
  private preview(): void {
    const { simulation } = this.model().simulating;
    if (this.isAsking) return;
    this.isAsking = true;
    const isStill = () => this.model().simulating.simulation === simulation;
    this.channel
      .call('previewSimulation', { simulation })
      .then(
        (preview) => isStill() && this.change({ preview, error: null }),
        (error: unknown) => isStill() && this.refused(error),
      )
      .finally(() => {
        this.isAsking = false;
        if (!isStill()) this.preview();
      });
  }

  private refused(error: unknown): void {
    if (!(error instanceof GausslineError)) this.failed(error);
    else if (error.code !== 'cancelled') this.change({ error: error.message });
  }
}
