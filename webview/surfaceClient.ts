import {
  type Channel,
  GausslineError,
  isOver,
  type PanelHostSide,
  type PanelSide,
} from '../src/protocol/index.js';
import { chosenPair } from './charts/training/pair.js';
import { type PanelModel, type Surfacing, shownRun } from './state.js';

/** Asks for the loss surface of the run in front when it is in sight, and again while the run's path grows. */
export class SurfaceClient {
  constructor(
    private readonly channel: Pick<Channel<PanelSide, PanelHostSide>, 'call'>,
    private readonly model: () => PanelModel,
    private readonly change: (change: Surfacing) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  ask(): void {
    const model = this.model();
    const run = shownRun(model);
    if (model.view !== 'training' || run === null || !run.opened?.weightSpace?.bowl) return;
    const pair = chosenPair(run, model.look.pair);
    if (pair === null || run.curve.weights.length === 0) return;
    // The path so far decides the window: it is looked at again whenever it has become twice as long, and at the end.
    const length = isOver(run.state) ? 'over' : Math.floor(Math.log2(run.curve.epochCount + 1));
    const key = JSON.stringify([run.token, pair, length]);
    const { surface } = model;
    if (surface.key === key) return;
    const isSameWindow =
      surface.token === run.token && JSON.stringify(surface.value?.pair) === JSON.stringify(pair);
    const asked = { key, token: run.token };
    this.change({ ...asked, value: isSameWindow ? surface.value : null });
    this.channel.call('lossSurface', { token: run.token, pair }).then(
      (value) => this.model().surface.key === key && this.change({ ...asked, value }),
      (error: unknown) => {
        if (!(error instanceof GausslineError)) this.failed(error);
      },
    );
  }
}
