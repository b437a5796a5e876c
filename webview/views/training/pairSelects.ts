import type { TrainingRunRecord } from '../../../src/protocol/index.js';
import { chosenPair, leftOutOf, type NamedPair } from '../../charts/training/pair.js';
import { pathsOf } from '../../charts/training/paths.js';
import { type Child, element, listening } from '../../element.js';

/** The two coefficients of a loss surface, each a choice among those that were not left out. */
export function pairSelects(
  run: TrainingRunRecord,
  chosen: NamedPair | null,
  onPair: (pair: NamedPair) => void,
): Child[] {
  const pair = chosenPair(run, chosen);
  if (pair === null) return [];
  const names = pathsOf(run).map(({ name }) => name);
  const now = [names[pair[0]]!, names[pair[1]]!] as const;
  const select = (axis: 0 | 1) => {
    const [own, other] = [now[axis], now[1 - axis]!];
    const options = names.map((name) => element('option', { value: name, disabled: name === other }, name));
    const gone = leftOutOf(run).map((name) =>
      element('option', { disabled: true }, `${name}: left out of the fit`),
    );
    const label = axis === 0 ? 'Coefficient across' : 'Coefficient upwards';
    const made = element('select', {
      'aria-label': label,
      title: label,
      'data-part': axis === 0 ? 'surface-x' : 'surface-y',
    });
    made.append(...options, ...gone);
    made.value = own;
    return listening(made, { change: () => onPair(axis === 0 ? [made.value, other] : [other, made.value]) });
  };
  return [
    element('div', { class: 'pair' }, select(0), element('span', { class: 'quiet' }, 'and'), select(1)),
  ];
}
