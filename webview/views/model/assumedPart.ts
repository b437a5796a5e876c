import {
  type AssumptionTest,
  type FitReport,
  type PanelView,
  pText,
  type Sentence,
  statisticText,
} from '../../../src/protocol/index.js';
import { type Child, element, linkButton } from '../../element.js';
import type { PanelModel } from '../../state.js';
import { signOf } from '../assumptionsPart.js';
import { sentenceElement } from '../sentence.js';
import { conditionSentence, rankWords } from './howMade.js';
import type { ModelActions } from './modelActions.js';

type Assumed = AssumptionTest['assumed'];
type Evidence = {
  name: string;
  verdict: AssumptionTest['verdict'];
  words: Child[];
  measured: string;
  where: Place;
};
/** The view and the chart, or part of it, in which an assumption is seen. */
type Place = { view: PanelView; part: string; words: string };

/** What is tested, in the order of the textbooks, and where it is seen. */
const TESTED: readonly (readonly [Assumed, Place])[] = [
  ['linearity', { view: 'residuals', part: 'trend', words: 'Trend in Residuals' }],
  ['independence', { view: 'residuals', part: 'assumptions', words: 'Tests in Residuals' }],
  ['equal spread', { view: 'residuals', part: 'spread', words: 'Spread in Residuals' }],
  ['normality', { view: 'residuals', part: 'tails', words: 'Tails in Residuals' }],
];

/** The sentence of the chart in which an assumption is seen; of independence there is no chart. */
const SHOWN_BY: Partial<Record<Assumed, (view: FitReport['residualsView']) => Sentence>> = {
  linearity: ({ trend }) => trend.sentence,
  'equal spread': ({ spread }) => spread.sentence,
  normality: ({ tails }) => tails.sentence,
};

/** What the model takes for granted, each with what was measured in these rows and where it is seen. */
export function assumedPart(
  report: FitReport,
  { assumptions }: Pick<PanelModel, 'assumptions'>,
  actions: ModelActions,
): HTMLElement {
  const tests = assumptions.report === report ? assumptions.answer : null;
  const error = assumptions.report === report ? assumptions.error : null;
  const lines = [
    ...TESTED.map(([assumed, where]) => testedLine(assumed, where, { tests, error, report, actions })),
    rankLine(report),
    influenceLine(report, actions),
  ];
  return element(
    'section',
    { 'data-part': 'assumed' },
    element('h2', {}, 'What it takes for granted'),
    element(
      'table',
      { class: 'assumptions-table' },
      element('caption', { class: 'unseen' }, 'Assumptions of the model and what was measured'),
      element('tbody', {}, ...lines.map((line) => evidenceRow(line, actions))),
    ),
  );
}

function evidenceRow(
  { name, verdict, words, measured, where }: Evidence,
  { onShow }: ModelActions,
): HTMLElement {
  const link = linkButton(where.words, () => onShow(where.view, where.part));
  return element(
    'tr',
    { class: verdict === 'look' ? 'look' : null, 'data-assumed': name },
    element('th', { scope: 'row', class: 'assumed' }, name),
    element(
      'td',
      { class: 'words' },
      element('div', {}, ...signOf(verdict), ...words),
      element('div', { class: 'named' }, measured, measured !== '' && ' · ', link),
    ),
  );
}

type Tests = {
  tests: readonly AssumptionTest[] | null;
  error: string | null;
  report: FitReport;
  actions: ModelActions;
};

/** The test that says most against an assumption speaks for it; the numbers of all stand below. */
function testedLine(name: Assumed, where: Place, asked: Tests): Evidence {
  const { tests, error } = asked;
  const own = (tests ?? []).filter(({ assumed }) => assumed === name);
  const worst = worstOf(own);
  if (worst === undefined) {
    if (tests !== null) return untestedLine(name, where, asked);
    return { name, verdict: null, words: [error ?? 'Not tested yet.'], measured: '', where };
  }
  const measured = own
    .filter(({ statistic }) => statistic !== null)
    .map(
      (test) =>
        `${test.title} ${statisticText(test.statistic)}${test.pValue === null ? '' : `, p ${pText(test)}`}`,
    );
  return { name, verdict: worst.verdict, words: [worst.words], measured: measured.join(' · '), where };
}

const ORDER: readonly AssumptionTest['verdict'][] = ['look', 'faint', 'good', null];

function worstOf(tests: readonly AssumptionTest[]): AssumptionTest | undefined {
  return [...tests].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))[0];
}

/** Of a fit that has no tests the chart's own sentence is the evidence. */
function untestedLine(name: Assumed, where: Place, { report, actions }: Tests): Evidence {
  const sentence = SHOWN_BY[name]?.(report.residualsView);
  const words = whyNot(name, report);
  if (words !== null || sentence === undefined)
    return { name, verdict: null, words: [words ?? 'Not tested for this kind of fit.'], measured: '', where };
  return { name, verdict: sentence.verdict, words: [bare(sentence, actions)], measured: '', where };
}

/** Why an assumption is not looked at in a fit; null where it is. */
function whyNot(name: Assumed, { summary, spec: { family } }: FitReport): string | null {
  if (summary.isPerfectFit) return 'Nothing is left over: the fit is perfect.';
  if (name !== 'normality' || family === undefined || family.name === 'huber') return null;
  return family.name === 'poisson'
    ? 'Not assumed: counts scatter about their mean as Poisson’s do.'
    : 'Not assumed: a quantile asks for no shape of the noise.';
}

/** A sentence whose sign stands in the row already. */
function bare({ parts }: Sentence, actions: ModelActions): HTMLElement {
  return sentenceElement({ verdict: null, parts }, actions);
}

function rankLine(report: FitReport): Evidence {
  const isFull = report.summary.rank === report.coefficients.length;
  const part = isFull ? 'how-made' : 'rank-doctor';
  return {
    name: 'full rank',
    verdict: isFull ? 'good' : 'look',
    words: [sentenceOf(rankWords(report))],
    measured: `rank ${report.summary.rank} of ${report.coefficients.length}${conditionSentence(report)}`,
    where: { view: 'model', part, words: isFull ? 'How it was made' : 'The ways out' },
  };
}

function sentenceOf(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function influenceLine({ influenceView }: FitReport, actions: ModelActions): Evidence {
  const { sentence } = influenceView;
  return {
    name: 'no row decides alone',
    verdict: sentence.verdict,
    words: [bare(sentence, actions)],
    measured: '',
    where: { view: 'influence', part: 'pull', words: 'Pull in Influence' },
  };
}
