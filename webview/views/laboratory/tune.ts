import {
  bestTrial,
  formatCount,
  formatExact,
  formatNumber,
  type Sentence,
  type StudyOutcome,
} from '../../../src/protocol/index.js';
import { bestSoFarChart, lossByRateChart, percentAbove } from '../../charts/laboratory/tuneCharts.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { button, type Child, element, listening } from '../../element.js';
import { studyOf } from '../../laboratory.js';
import { Region } from '../../region.js';
import type { PanelModel } from '../../state.js';
import type { ViewContext } from '../context.js';
import { choice } from './choice.js';
import { numberField } from './numberField.js';
import { StudyChart } from './studyChart.js';
import { hindrance } from './studyHindrance.js';
import { studyTable } from './studyTable.js';
import type { StudyActions, StudyPlan, StudyView } from './studyView.js';
import { bestSettings, goOnOrder } from './tuneOrder.js';

type Outcome = StudyOutcome<'tune'>;
type Trial = Outcome['trials'][number];

/** Grid, random and Bayesian search for learning rate, batch size and L2 penalty. */
export const TUNE: StudyPlan<'tune'> = {
  tab: 'tune',
  title: 'Search for good settings',
  about:
    'Trains again and again with other learning rates, batch sizes and L2 penalties, and keeps the ones that predict best on rows not trained on. Everything else is as in the form of Run. Auto comes first, to compare with.',
  verb: 'Search',
  make: (context, actions) => new TuneView(context, actions),
};

class TuneView implements StudyView<'tune'> {
  readonly form: HTMLElement;
  readonly body: HTMLElement;
  private readonly fields = fieldsOf();
  private readonly sorting = choice(
    'sorted',
    'tune-sorting',
    [
      ['best', 'best first'],
      ['order', 'as tried'],
    ],
    'best',
  );
  private readonly charts: { progress: StudyChart; rates: StudyChart };
  private readonly table = element('div', {});
  private readonly tools: Region<PanelModel>;
  private model: PanelModel | null = null;
  private outcome: Outcome | null = null;

  constructor(
    context: ViewContext,
    private readonly actions: StudyActions,
  ) {
    const fields = Object.values(this.fields).map((field) => field.element);
    this.form = listening(element('div', { class: 'study-form' }, ...fields), {
      change: () => this.model && this.update(this.model),
    });
    this.charts = chartsOf(context);
    this.tools = new Region(
      element('div', { class: 'study-tools' }),
      (model) => [this.outcome, hindrance(model), this.fields.trials.value, this.goOn(model) === null],
      (model) => this.buttons(model),
    );
    const sorting = listening(element('div', { class: 'study-form' }, this.sorting.element), {
      change: () => this.outcome && this.showTable(this.outcome),
    });
    const charts = [this.charts.progress.element, this.charts.rates.element];
    this.body = element(
      'div',
      { class: 'study-body' },
      this.tools.element,
      element('div', { class: 'study-pair' }, ...charts),
      sorting,
      this.table,
    );
  }

  order() {
    const { method, trials, epochs, judge, seed } = this.fields;
    return {
      kind: 'tune' as const,
      ...{ method: method.value, trials: Number(trials.value), epochs: Number(epochs.value) },
      ...{ folds: judge.value === 'held' ? null : Number(judge.value), seed: seed.value, earlier: null },
    };
  }

  show(outcome: Outcome, { report }: PanelModel): void {
    this.outcome = outcome;
    const columns = () => columnsOf(outcome);
    const shown = { sourceName: report?.source.name ?? '', columns };
    this.charts.progress.show({
      ...{ ...shown, sentence: outcome.sentence, picture: (room) => bestSoFarChart(outcome, room) },
    });
    this.charts.rates.show({
      ...{ ...shown, sentence: ratesSentence(outcome), picture: (room) => lossByRateChart(outcome, room) },
    });
    this.showTable(outcome);
    if (this.model !== null) this.update(this.model);
  }

  update(model: PanelModel): void {
    this.model = model;
    this.tools.update(model);
  }

  repaint(): void {
    this.charts.progress.repaint();
    this.charts.rates.repaint();
  }

  private showTable(outcome: Outcome): void {
    this.table.replaceChildren(tableOf(outcome, this.sorting.value));
  }

  private goOn({ snapshot }: PanelModel) {
    const study = studyOf(snapshot?.studies ?? [], 'tune');
    return study === null ? null : goOnOrder(study, Number(this.fields.trials.value));
  }

  private buttons(model: PanelModel): Child[] {
    const { actions, outcome } = this;
    const settings = model.snapshot?.training.settings;
    const best = settings && outcome ? bestSettings(settings, outcome) : null;
    const goOn = this.goOn(model);
    const why = hindrance(model);
    const apply = () => {
      if (best === null) return;
      actions.onSettings(best);
      actions.onTab('run');
    };
    return [
      button('Apply best', apply, {
        ...{ icon: 'check', 'data-part': 'tune-apply', disabled: best === null },
        title: 'Put the values of the best trial into the form of Run; each can go back to auto there',
      }),
      button('Go on', () => goOn && actions.onStart(goOn), {
        ...{ secondary: true, icon: 'debug-continue', 'data-part': 'tune-go-on' },
        disabled: why !== null || goOn === null,
        title:
          why ?? (goOn === null ? 'All trials are done; choose more to go on' : 'Go on with these trials'),
      }),
    ];
  }
}

function fieldsOf() {
  const counts = <T extends string>(...values: readonly T[]) =>
    values.map((value) => [value, value] as const);
  return {
    method: choice(
      'method',
      'tune-method',
      [
        ['bayesian', 'Bayesian'],
        ['random', 'random'],
        ['grid', 'grid'],
      ],
      'bayesian',
    ),
    trials: choice('trials', 'tune-trials', counts('10', '20', '40', '60', '100'), '20'),
    epochs: choice('epochs each', 'tune-epochs', counts('5', '10', '20', '50', '100', '200'), '20'),
    judge: choice(
      'judged by',
      'tune-judge',
      [
        ['held', 'rows held back'],
        ['3', '3 folds'],
        ['5', '5 folds'],
        ['10', '10 folds'],
      ],
      'held',
    ),
    seed: numberField('seed', 'tune-seed', 1),
  };
}

function chartsOf(context: ViewContext) {
  const best = { name: 'tune-progress', word: 'Best so far', label: 'Loss of each trial in their order' };
  const rates = {
    name: 'tune-rates',
    word: 'Loss by learning rate',
    label: 'Loss of each trial by learning rate',
  };
  return { progress: new StudyChart(best, context), rates: new StudyChart(rates, context) };
}

function ratesSentence({ epochs }: Outcome): Sentence {
  return {
    verdict: null,
    parts: [
      'A dot to each trial; the best lies on the lower edge. ',
      `Rates too slow have not arrived after ${formatCount(epochs)} epochs, rates too fast rattle or diverge. `,
      'Good looks like a valley: dots that gather low, between higher ones.',
    ],
  };
}

function tableOf({ trials }: Outcome, sorting: 'best' | 'order'): HTMLElement {
  const best = bestTrial(trials);
  const rank = ({ loss }: Trial) => loss ?? Number.POSITIVE_INFINITY;
  const shown =
    sorting === 'order' ? trials : [...trials].sort((a, b) => rank(a) - rank(b) || a.number - b.number);
  const rows = shown.map((trial) => {
    const cells = cellsOf(trial, trial === best);
    return trial === best ? cells.map((cell) => element('strong', {}, cell)) : cells;
  });
  return studyTable('Trials', ['trial', 'rate', 'batch', 'L2', 'loss', 'state'], rows);
}

function cellsOf({ number, candidate, loss }: Trial, isBest: boolean): string[] {
  const { learningRate, batchSize, l2 } = candidate;
  return [
    number === 0 ? '0, Auto' : String(number),
    formatExact(learningRate),
    formatCount(batchSize),
    formatExact(l2),
    loss === null ? 'none' : formatNumber(loss, 5),
    loss === null ? 'diverged' : isBest ? 'best' : 'finished',
  ];
}

function columnsOf({ trials }: Outcome): PlottedColumn[] {
  const column = (name: string, of: (trial: Trial) => number) => ({
    name,
    values: Float64Array.from(trials, of),
  });
  return [
    column('trial', ({ number }) => number),
    column('learning rate', ({ candidate }) => candidate.learningRate),
    column('batch', ({ candidate }) => candidate.batchSize),
    column('l2', ({ candidate }) => candidate.l2),
    column('loss', ({ loss }) => loss ?? Number.NaN),
    column('above best, %', (trial) => percentAbove(trial, bestTrial(trials)) ?? Number.NaN),
  ];
}
