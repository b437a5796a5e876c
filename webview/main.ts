import '@vscode-elements/elements/dist/vscode-button/index.js';
import {
  Channel,
  encodeReport,
  type FitReport,
  type PanelHostSide,
  type PanelSide,
  type PanelSnapshot,
} from '../src/protocol/index.js';
import { Spotlight } from './spotlight.js';
import { FIRST_MODEL, type PanelAction, type PanelModel, reduce } from './state.js';
import { readPalette, watchTheme } from './theme.js';
import { ChartStage } from './views/chartStage.js';
import type { ViewContext } from './views/context.js';
import { HoverCard } from './views/hoverCard.js';
import type { Lines } from './views/lines.js';
import { Panel, type PanelActions } from './views/panel.js';
import { keptState, vscodeApi, windowPort } from './vscodeApi.js';

/** Work that is done sooner is never announced. */
const SLOW_MS = 150;
const KEEP_MS = 1000;

const channel = new Channel<PanelSide, PanelHostSide>(windowPort, {});
const spotlight = new Spotlight();
const kept = keptState();
let model: PanelModel = {
  ...FIRST_MODEL,
  ...(kept && { view: kept.view, selectedLine: kept.selectedLine }),
};
let palette = readPalette();
let slowTimer: ReturnType<typeof setTimeout> | undefined;
let keepTimer: ReturnType<typeof setTimeout> | undefined;
let encoded: { report: FitReport; text: string | null } | null = null;

const context: ViewContext = makeContext();
const stage = new ChartStage(context, (view, chartCount) => {
  channel.announce('drawn', { view, chartCount });
  if (keepTimer !== undefined) keep();
});
const panel = new Panel(document.getElementById('gaussline')!, makeActions(), context, stage);

window.addEventListener('error', (event) => context.failed(event.error ?? event.message));
window.addEventListener('unhandledrejection', (event) => context.failed(event.reason));
watchTheme(() => {
  palette = readPalette();
  stage.redraw().catch(context.failed);
});
channel.on('snapshot', onSnapshot);
channel.on('progress', (progress) => dispatch({ kind: 'progress', progress }));
channel.on('cursor', ({ line }) => dispatch({ kind: 'cursor', line }));
channel.call('ready', null).then(onSnapshot, context.failed);

/** The only place where the model changes. */
function dispatch(action: PanelAction): void {
  model = reduce(model, action);
  panel.update(model);
  light();
  if (action.kind !== 'progress' && action.kind !== 'cursor') keepSoon();
}

function onSnapshot(snapshot: PanelSnapshot): void {
  clearTimeout(slowTimer);
  if (snapshot.phase.kind === 'working') slowTimer = setTimeout(() => dispatch({ kind: 'slow' }), SLOW_MS);
  dispatch({ kind: 'snapshot', snapshot });
}

/** The selected line and the cursor's line as marks of the fit on screen. */
function light(): void {
  spotlight.set({
    selected: markOfLine(model.report, model.selectedLine),
    cursor: markOfLine(model.report, model.cursorLine),
  });
}

function markOfLine(report: FitReport | null, line: number | null): number | null {
  if (!report || line === null) return null;
  const { firstLine, lastLine } = report.marks;
  const mark = firstLine.findIndex((first, i) => first <= line && line <= lastLine[i]!);
  return mark < 0 ? null : mark;
}

/** Writing a report down takes longer than a frame: first the charts, or whatever comes within this time. */
function keepSoon(): void {
  clearTimeout(keepTimer);
  keepTimer = setTimeout(keep, KEEP_MS);
  keepAs(encoded?.report === model.report ? encoded.text : null);
}

/** What VS Code gives back after a reload. */
function keep(): void {
  clearTimeout(keepTimer);
  keepTimer = undefined;
  const { report } = model;
  if (report && encoded?.report !== report) encoded = { report, text: encodeReport(report) };
  keepAs(report ? (encoded?.text ?? null) : null);
}

/** Without a report the fit is made again. */
function keepAs(report: string | null): void {
  const { snapshot, view, selectedLine } = model;
  if (!snapshot?.file) return;
  const { uri } = snapshot.file;
  vscodeApi.setState({ version: 1, uri, formula: snapshot.formula, view, selectedLine, report });
}

function goToLines(lines: Lines, takeFocus: boolean): void {
  channel.announce('goToLines', { ...lines, takeFocus });
}

function lineText(lines: Lines): Promise<string | null> {
  return channel.call('lineText', lines).catch(() => null);
}

function makeContext(): ViewContext {
  return {
    spotlight,
    card: new HoverCard({ lineText, goToLines }),
    palette: () => palette,
    goToLines,
    lineText,
    select: (report, mark) =>
      dispatch({ kind: 'select', line: mark === null ? null : report.marks.firstLine[mark]! }),
    save: (suggestedName, content) => channel.announce('save', { suggestedName, content }),
    failed: (error) => {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      channel.announce('failed', { message, stack: stack ?? '' });
    },
  };
}

function makeActions(): PanelActions {
  const fit = (formula: string) => {
    dispatch({ kind: 'submit', formula });
    channel.announce('fit', { formula });
  };
  return {
    onFit: fit,
    onDraft: (formula) => dispatch({ kind: 'draft', formula }),
    onView: (view) => dispatch({ kind: 'view', view }),
    onCancel: () => channel.announce('cancel', null),
    onOpen: () => channel.announce('openFile', null),
    onSample: (name) => channel.announce('openSample', { name }),
    onToggleLeftOut: () => dispatch({ kind: 'toggleLeftOut' }),
    menu: [
      {
        label: 'Choose target and features...',
        part: 'choose-columns',
        run: () => channel.announce('chooseColumns', null),
      },
      {
        label: 'Copy formula',
        part: 'copy-formula',
        run: () => channel.announce('copy', { text: model.draft }),
      },
    ],
  };
}
