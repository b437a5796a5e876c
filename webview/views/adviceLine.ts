import {
  type FitChoices,
  type FitReport,
  formatFormula,
  formatName,
  inputsOf,
  type Warning,
  type WarningCode,
} from '../../src/protocol/index.js';
import { element, icon, linkButton, textWithCode } from '../element.js';
import { partsOf } from '../formulaEdits.js';

export type AdviceActions = {
  onFit(formula: string): void;
  onChoose(change: FitChoices, formula?: string): void;
  onChooseColumns(): void;
  /** The models that are proposed beside that of the fit, by their likelihoods. */
  onLikelihoods(): void;
  /** It is not said again of this file and target. */
  onDismiss(advice: string): void;
};

/** By what a piece of advice is remembered: another target may be told the same. */
export function adviceKey(code: string, { spec }: FitReport): string {
  return `${code} ${spec.target.name}`;
}

/** A piece of advice in a line: what is so, the better model one click away (else what to watch), and the way to be told no more. */
export function adviceLine(
  { code, message, hint }: Warning,
  report: FitReport,
  actions: AdviceActions,
): HTMLElement {
  const models = betterModels(code, report, actions);
  const words = models.length === 0 && hint !== undefined ? `${message} ${hint}` : message;
  const dismiss = linkButton('Dismiss', () => actions.onDismiss(adviceKey(code, report)), {
    ...{ title: 'Not said again of this file and target', 'data-part': 'dismiss-advice' },
  });
  return element(
    'div',
    { class: 'advice', role: 'note', 'data-part': 'advice', title: code },
    icon('lightbulb'),
    element('p', {}, ...textWithCode(words), ...models, dismiss),
  );
}

function betterModels(
  code: WarningCode,
  report: FitReport,
  { onFit, onChoose, onChooseColumns, onLikelihoods }: AdviceActions,
): HTMLElement[] {
  const column = formatName(inputsOf(report.spec.target)[0] ?? '');
  const fitOf = (target: string) =>
    made(`Fit ${target}`, () => onFit(formatFormula({ ...partsOf(report.spec), target })));
  const poisson = () =>
    onChoose(
      { family: { name: 'poisson', link: 'log' } },
      formatFormula({ ...partsOf(report.spec), target: column }),
    );
  const counts = made('Fit as counts (Poisson)', poisson);
  const likelier = linkButton('Which is likelier?', onLikelihoods, { 'data-part': 'advice-likelihoods' });
  switch (code) {
    case 'fit/counts':
      return [counts, likelier];
    case 'advice/binary':
      return report.summary.covariance === 'classic'
        ? [made('Use HC3 standard errors', () => onChoose({ covariance: 'hc3' }))]
        : [];
    case 'advice/identifier':
      return [made('Choose another target', onChooseColumns)];
    case 'advice/share':
      return [fitOf(`log(${column} / (1 - ${column}))`)];
    case 'advice/percent':
      return [fitOf(`log(${column} / (100 - ${column}))`)];
    case 'advice/log-target':
      return [fitOf(`log(${column})`), likelier];
    case 'advice/log-target-with-zeros':
    case 'advice/zeros':
      return [fitOf(`log1p(${column})`)];
    case 'advice/zero-counts':
      return [counts, fitOf(`log1p(${column})`)];
    default:
      return [];
  }
}

function made(label: string, onClick: () => void): HTMLElement {
  return linkButton(label, onClick, { 'data-part': 'take-advice' });
}
