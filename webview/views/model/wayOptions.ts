import { type DoctorOptions, formatNumber, type RankDiagnosis } from '../../../src/protocol/index.js';
import { element, listening } from '../../element.js';
import { FIRST_SEED } from '../../state.js';
import type { ModelActions } from './modelActions.js';

type Field = { label: string; part: string; value: number; isAuto: boolean; title: string };

/** What ridge and jitter are compared at. An empty field leaves the value to Gaussline. */
export function wayOptions(
  { ridge, jitter }: RankDiagnosis,
  options: DoctorOptions,
  { onDiagnose }: ModelActions,
): HTMLElement {
  const { lambda, variance, seed } = options;
  return element(
    'div',
    { class: 'way-options' },
    numberField(
      {
        ...{ label: 'ridge λ', part: 'ridge-lambda', value: ridge.lambda, isAuto: lambda === null },
        title: 'Added to the diagonal of X′X, in the units of the file, not for the intercept',
      },
      (value) => onDiagnose({ lambda: value }),
    ),
    numberField(
      {
        ...{
          label: 'jitter variance',
          part: 'jitter-variance',
          value: jitter.variance,
          isAuto: variance === null,
        },
        title: 'Of the normal noise added to every cell of the features',
      },
      (value) => onDiagnose({ variance: value }),
    ),
    numberField(
      { label: 'seed', part: 'jitter-seed', value: seed, isAuto: seed === FIRST_SEED, title: 'Of the noise' },
      (value) => onDiagnose({ seed: Math.trunc(value ?? FIRST_SEED) }),
    ),
  );
}

function numberField(
  { label, part, value, isAuto, title }: Field,
  onValue: (value: number | null) => void,
): HTMLElement {
  const field = element('input', {
    ...{ type: 'text', inputmode: 'decimal', spellcheck: 'false', 'data-part': part, title },
    'aria-label': isAuto ? `${label}, chosen by Gaussline` : label,
  });
  field.value = Number.isInteger(value) ? String(value) : formatNumber(value).replaceAll(',', '');
  const settle = () => {
    const text = field.value.trim();
    const number = Number(text);
    const isWrong = text !== '' && !(Number.isFinite(number) && number >= 0);
    field.setAttribute('aria-invalid', String(isWrong));
    if (!isWrong) onValue(text === '' ? null : number);
  };
  listening(field, { change: settle });
  return element(
    'label',
    { class: isAuto ? 'way-option' : 'way-option own' },
    element('span', { class: 'quiet' }, label),
    field,
    isAuto && element('span', { class: 'quiet auto' }, 'auto'),
  );
}
