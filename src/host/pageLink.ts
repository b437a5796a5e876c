import {
  Channel,
  type Handlers,
  type PanelHostSide,
  type PanelSide,
  type PanelView,
  type Port,
  type TrainingTab,
} from '../protocol/index.js';

type HostEvents = PanelHostSide['events'];
type Wanted = HostEvents['showView'];

/** The way to the page of one panel, which comes and goes while the panel stays. Knows nothing of VS Code. */
export class PageLink {
  readonly channel: Channel<PanelHostSide, PanelSide>;
  private isThere = false;
  /** A view that a command asked for before there was a page to show it. */
  private wanted: Wanted | undefined;
  private wantsSimulation = false;

  constructor(port: Port, calls: Handlers<PanelHostSide>) {
    this.channel = new Channel<PanelHostSide, PanelSide>(port, calls);
  }

  /** A page has asked for its first snapshot. Until then it would get what it asks for twice. */
  get hasPage(): boolean {
    return this.isThere;
  }

  /** From now on there is a page; what it is to show is told by `tellWanted`, once it has its first snapshot. */
  come(): void {
    this.isThere = true;
  }

  /** The page is gone, or another one takes its place. */
  lose(): void {
    this.isThere = false;
  }

  /** Tells the page. One that is not there asks for everything when it comes. */
  tell<K extends keyof HostEvents & string>(name: K, payload: HostEvents[K]): void {
    if (this.isThere) this.channel.announce(name, payload);
  }

  /** Shows a view; a page that is still to come shows it then. */
  showView(view: PanelView, trainingTab: TrainingTab | null): void {
    this.wanted = { view, trainingTab };
    this.tellWanted();
  }

  /** Shows the form for new data, as `showView` does a view. */
  showSimulation(): void {
    this.wantsSimulation = true;
    this.tellWanted();
  }

  /** Tells the page, where there is one, what commands have asked for. */
  tellWanted(): void {
    if (!this.isThere) return;
    if (this.wanted !== undefined) this.tell('showView', this.wanted);
    if (this.wantsSimulation) this.tell('showSimulation', null);
    [this.wanted, this.wantsSimulation] = [undefined, false];
  }

  dispose(): void {
    this.lose();
    this.channel.dispose();
  }
}
