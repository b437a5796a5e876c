import {
  type Channel,
  GausslineError,
  type PanelHostSide,
  type PanelSide,
  type RememberedFit,
} from '../src/protocol/index.js';
import type { Comparing, PanelModel } from './state.js';

/** The fits in front: those that were chosen, else the newest and the one before, or the last that is kept. */
export function comparedPair({
  snapshot,
  comparing,
}: PanelModel): readonly [RememberedFit, RememberedFit] | null {
  // The newest first.
  const fits = [...(snapshot?.fits ?? [])].reverse();
  const chosen = (id: number | null) => fits.find((fit) => fit.id === id);
  const second = chosen(comparing.second) ?? fits.find(({ id }) => id !== comparing.first);
  const others = fits.filter((fit) => fit !== second);
  const first = chosen(comparing.first) ?? others.find(({ isKept }) => isKept) ?? others[0];
  return first === undefined || second === undefined || first === second ? null : [first, second];
}

/** Asks for the comparison of the two fits in front, while the view is in sight. */
export class ComparisonClient {
  private asked = '';

  constructor(
    private readonly channel: Pick<Channel<PanelSide, PanelHostSide>, 'call'>,
    private readonly model: () => PanelModel,
    private readonly change: (change: Partial<Comparing>) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  ask(): void {
    const pair = this.model().view === 'compare' ? comparedPair(this.model()) : null;
    if (pair === null) return;
    const [first, second] = pair;
    const asked = `${first.id} ${second.id} ${this.model().snapshot?.file?.uri}`;
    if (asked === this.asked) return;
    this.asked = asked;
    const isNewest = () => this.asked === asked;
    this.channel.call('compareFits', { first: first.id, second: second.id }).then(
      (value) => isNewest() && this.change({ comparison: { of: [first.id, second.id], value }, error: null }),
      (error: unknown) => isNewest() && this.refused(error),
    );
  }

  private refused(error: unknown): void {
    if (!(error instanceof GausslineError)) this.failed(error);
    else if (error.code !== 'cancelled') this.change({ error: error.message, comparison: null });
  }
}
