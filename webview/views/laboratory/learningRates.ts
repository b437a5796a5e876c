import { bestRate, formatNumber, type StudyOutcome } from '../../../src/protocol/index.js';
import { linesChart, type NamedLine } from '../../charts/laboratory/linesChart.js';
import type { PlottedColumn } from '../../charts/picture.js';
import { lossTitle } from '../../charts/training/lossChart.js';
import { button, element } from '../../element.js';
import { Region } from '../../region.js';
import type { PanelModel } from '../../state.js';
import { choice } from './choice.js';
import { paddedColumns } from './paddedColumns.js';
import { StudyChart } from './studyChart.js';
import { hindrance } from './studyHindrance.js';
import { studyTable } from './studyTable.js';
import type { StudyPlan } from './studyView.js';

type Outcome = StudyOutcome<'learning-rates'>;

/** Many learning rates, trained together. */
export const LEARNING_RATES: StudyPlan<'learning-rates'> = {
  tab: 'many',
  title: 'Many learning rates',
  about:
    'Trains one model to each of many learning rates, all together: a batch is read once, and one matrix product serves every model. The rates reach over four powers of ten about the one Auto takes; everything else is as in the form of Run.',
  verb: 'Train all',
  make(context, actions) {
    const models = choice(
      'rates',
      'rates-models',
      [
        ['8', '8'],
        ['16', '16'],
        ['32', '32'],
      ],
      '16',
    );
    const curves = new StudyChart(
      { name: 'learning-rates', word: 'Loss by epoch', label: 'Loss by epoch for every learning rate' },
      context,
    );
    const ends = new StudyChart(
      { name: 'learning-rates-end', word: 'Loss at the end', label: 'Loss at the end by learning rate' },
      context,
    );
    const table = element('div', {});
    let shown: Outcome | null = null;
    const tools = new Region<PanelModel>(
      element('div', { class: 'study-tools' }),
      (model) => [shown, hindrance(model)],
      (model) => {
        const best = shown === null ? null : bestRate(shown.runs);
        const settings = model.snapshot?.training.settings;
        const why = hindrance(model);
        const train = () => {
          if (best !== null && settings !== undefined)
            actions.onTrainWith({ ...settings, learningRate: best.rate });
        };
        return [
          button('Train with the best', train, {
            ...{ icon: 'play', 'data-part': 'rates-apply', disabled: best === null || why !== null },
            title: why ?? 'Put the rate that ended lowest into the form of Run and train with it',
          }),
        ];
      },
    );
    return {
      form: element('div', { class: 'study-form' }, models.element),
      order: () => ({ kind: 'learning-rates', models: Number(models.value) }),
      body: element(
        'div',
        { class: 'study-body' },
        tools.element,
        element('div', { class: 'study-pair' }, curves.element, ends.element),
        table,
      ),
      show(outcome, model) {
        shown = outcome;
        const sourceName = model.report?.source.name ?? '';
        curves.show({
          ...{ sentence: outcome.sentence, sourceName },
          picture: (room) => linesChart(curvesPlan(outcome), room),
          columns: () => curveColumns(outcome),
        });
        ends.show({
          ...{ sentence: endsSentence(outcome), sourceName },
          picture: (room) => linesChart(endsPlan(outcome), room),
          columns: () => endColumns(outcome),
        });
        table.replaceChildren(tableOf(outcome));
        tools.update(model);
      },
      update: (model) => tools.update(model),
      repaint() {
        curves.repaint();
        ends.repaint();
      },
    };
  },
};

function curvesPlan(outcome: Outcome) {
  const { runs, exactLoss, auto, target, loss } = outcome;
  const best = bestRate(runs);
  // What is to be seen is drawn last, on top.
  const order = [...runs].sort((a, b) => Number(a === best) - Number(b === best));
  return {
    titles: { x: 'epoch', y: lossTitle(loss, target.unit) },
    lines: order.map((run): NamedLine => {
      const isAuto = run.rate === auto;
      const name = run === best ? `best, ${formatNumber(run.rate, 2)}` : isAuto ? 'Auto' : '';
      const role = run === best ? 'ink' : isAuto ? 'rows' : run.hasDiverged ? 'look' : 'quiet';
      return { name, role, x: run.loss.map((_, epoch) => epoch), y: run.loss };
    }),
    reference: exactLoss !== null && exactLoss > 0 ? { name: 'least', value: exactLoss } : null,
    isLogY: true,
  };
}

function endsPlan({ runs, exactLoss, auto, target, loss }: Outcome) {
  const sound = runs.filter((run) => !run.hasDiverged && run.loss.length > 0);
  const line = (name: string, role: NamedLine['role'], some: typeof runs): NamedLine => ({
    ...{ name, role },
    x: some.map(({ rate }) => rate),
    y: some.map((run) => run.loss.at(-1)!),
  });
  return {
    titles: { x: 'learning rate', y: lossTitle(loss, target.unit) },
    lines: [
      line('', 'ink', sound),
      line(
        'Auto',
        'rows',
        sound.filter(({ rate }) => rate === auto),
      ),
    ],
    reference: exactLoss !== null && exactLoss > 0 ? { name: 'least', value: exactLoss } : null,
    ...{ isLogX: true, isLogY: true },
  };
}

function endsSentence({ runs }: Outcome) {
  const diverged = runs.filter((run) => run.hasDiverged).length;
  const rest = diverged === 0 ? '' : ` The ${diverged} that diverged are not here.`;
  return {
    verdict: null,
    parts: [`Good looks like a wide flat valley: any rate in it does.${rest}`],
  };
}

function tableOf({ runs, exactLoss, auto }: Outcome): HTMLElement {
  const best = bestRate(runs);
  const rows = runs.map((run) => {
    const loss = run.loss.at(-1) ?? Number.NaN;
    const gap =
      exactLoss !== null && exactLoss > 0
        ? `${formatNumber((100 * (loss - exactLoss)) / exactLoss, 2)} %`
        : 'not known';
    const marks = [run === best ? 'best' : '', run.rate === auto ? 'Auto' : ''].filter(Boolean).join(', ');
    return [
      formatNumber(run.rate, 2),
      run.hasDiverged ? 'diverged' : formatNumber(loss, 4),
      run.hasDiverged ? '' : gap,
      marks,
    ];
  });
  return studyTable('Learning rates at the end', ['rate', 'loss', 'above exact', ''], rows);
}

function curveColumns({ runs }: Outcome): PlottedColumn[] {
  const longest = Math.max(...runs.map(({ loss }) => loss.length));
  return paddedColumns([
    { name: 'epoch', values: Float64Array.from({ length: longest }, (_, epoch) => epoch) },
    ...runs.map(({ rate, loss }) => ({ name: `rate ${rate}`, values: loss })),
  ]);
}

function endColumns({ runs }: Outcome): PlottedColumn[] {
  return [
    { name: 'learning rate', values: Float64Array.from(runs, ({ rate }) => rate) },
    {
      name: 'loss',
      values: Float64Array.from(runs, (run) =>
        run.hasDiverged ? Number.NaN : (run.loss.at(-1) ?? Number.NaN),
      ),
    },
  ];
}
