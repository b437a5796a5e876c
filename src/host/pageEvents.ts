import * as vscode from 'vscode';
import {
  type Channel,
  GausslineError,
  PANEL_EVENT_SHAPES,
  type PanelHostSide,
  type PanelSide,
  type Shape,
} from '../protocol/index.js';
import { goToLines } from './goToLines.js';
import type { Panel } from './panelParts.js';
import { saveFile } from './saveFile.js';

type Events = PanelSide['events'];
type Actions = { [K in keyof Events]: (payload: Events[K], panel: Panel) => Promise<void> | void };

/** What the host does when the page announces something. One entry per event; each payload was checked. */
const ACTIONS: Actions = {
  fit: ({ formula }, panel) => (panel.file ? panel.fit(formula) : undefined),
  chooseModel: ({ formula, choices }, panel) =>
    panel.file ? panel.chooseModel(formula, choices) : undefined,
  cancel: (_nothing, panel) => panel.state.cancel(),
  dismissAdvice: ({ advice }, panel) => panel.dismissAdvice(advice),
  recallAdvice: (_nothing, panel) => panel.dismissAdvice(null),
  keepFit: ({ id, isKept }, panel) => panel.changeFits((fits) => fits.keep(id, isKept)),
  renameFit: ({ id, name }, panel) => panel.changeFits((fits) => fits.rename(id, name)),
  removeFit: ({ id }, panel) => panel.changeFits((fits) => fits.remove(id)),
  read: ({ choices }, panel) => (panel.file ? panel.read(choices) : undefined),
  exportCsv: (_nothing, panel) => panel.parts.exportCsv(panel),
  exportRows: (_nothing, panel) => panel.exportRows(),
  scoreCsv: (_nothing, panel) => panel.parts.scoreCsv(panel),
  openSettings: async () => {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'gaussline.dialects');
  },
  planTraining: ({ settings }, panel) => panel.orders.plan(settings),
  train: (order, panel) => (panel.file ? panel.orders.train(order) : undefined),
  steer: ({ token, action }, panel) => panel.training.steer(token, action),
  setPace: ({ pace }, panel) => panel.training.setPace(pace),
  renameRun: ({ token, name }, panel) => panel.training.rename(token, name),
  hideRun: ({ token, isHidden }, panel) => panel.training.hide(token, isHidden),
  deleteRun: ({ token }, panel) => panel.training.remove(token),
  startStudy: (wish, panel) => (panel.file ? panel.orders.study(wish) : undefined),
  stopStudy: ({ kind }, panel) => panel.studies.stop(kind),
  chooseColumns: (_nothing, panel) => panel.parts.chooseColumns(panel),
  openFile: (_nothing, panel) => panel.parts.openFile(panel),
  openSample: ({ name }, panel) => panel.parts.openSample(panel, name),
  goToLines: (range, panel) => (panel.file ? goToLines(panel.file, range) : undefined),
  save: async (file, panel) => {
    await saveFile(panel.file, file);
  },
  copy: async ({ text }) => vscode.env.clipboard.writeText(text),
  failed: ({ message, stack }, panel) => panel.parts.report.bug(pageError(message, stack)),
  gpuPosted: (posted, panel) => panel.gpu.gpuPosted(posted),
  gpuLost: (lost, panel) => panel.gpu.gpuLost(lost),
  drawn: ({ view, chartCount }, panel) => {
    const ms = Math.round(performance.now() - panel.askedAt);
    panel.parts.report.log(`drawn: ${chartCount} charts of ${view}, ${ms} ms after the command`);
  },
};

/** Connects a page's announcements to what they do. A failure is shown, and the page goes on. */
export function listenToPage(channel: Channel<PanelHostSide, PanelSide>, panel: Panel): void {
  for (const name of Object.keys(ACTIONS) as (keyof Events)[]) listenTo(name, channel, panel);
}

function listenTo<K extends keyof Events>(
  name: K,
  channel: Channel<PanelHostSide, PanelSide>,
  panel: Panel,
): void {
  const isRight: Shape<Events[K]> = PANEL_EVENT_SHAPES[name];
  const act: Actions[K] = ACTIONS[name];
  channel.on(name, async (payload: unknown) => {
    try {
      if (!isRight(payload)) throw malformed(name);
      await act(payload, panel);
    } catch (error) {
      panel.parts.report.notify(error);
    }
  });
}

function malformed(name: string): GausslineError {
  const message = `The panel sent a \`${name}\` message that is not as agreed; it was ignored.`;
  return new GausslineError('panel/invalid-message', message, 'Close the panel and run the command again.');
}

function pageError(message: string, stack: string): Error {
  const error = new Error(message);
  error.stack = `in the panel: ${message}\n${stack}`;
  return error;
}
