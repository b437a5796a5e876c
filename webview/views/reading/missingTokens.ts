import { element, icon, linkButton, listening } from '../../element.js';
import type { ReadingField } from '../../reading.js';
import type { ReadingActions } from './readingActions.js';

/** The words that mean "no value", as a list to take from and add to. */
export function missingTokens(
  tokens: readonly string[],
  { settledBy }: ReadingField,
  actions: ReadingActions,
): HTMLElement {
  const settle = (changed: readonly string[]) => actions.onSettle({ missingTokens: changed });
  const chips = tokens.map((token) => chip(token, () => settle(tokens.filter((other) => other !== token))));
  return element(
    'div',
    {
      class: 'tokens',
      role: 'group',
      'aria-label': 'Words for a missing value',
      'data-part': 'missing-tokens',
    },
    element('span', { class: 'quiet' }, 'Missing: empty cells'),
    ...chips,
    newToken(tokens, settle),
    settledBy === 'you' &&
      linkButton('Back to the usual', () => actions.onForget('missingTokens'), {
        'data-part': 'usual-tokens',
      }),
  );
}

function chip(token: string, onRemove: () => void): HTMLElement {
  const label = `Take ${token} for a value`;
  const remove = listening(
    element('button', { type: 'button', 'aria-label': label, title: label }, icon('close')),
    { click: onRemove },
  );
  return element('span', { class: 'chip' }, element('code', {}, token), remove);
}

function newToken(tokens: readonly string[], settle: (changed: readonly string[]) => void): HTMLElement {
  const attributes = { type: 'text', spellcheck: 'false', autocomplete: 'off', placeholder: 'add a word' };
  const input = element('input', {
    ...attributes,
    'aria-label': 'Another word for a missing value',
    'data-part': 'add-token',
  });
  const add = () => {
    const token = input.value.trim();
    if (token !== '' && !tokens.includes(token)) settle([...tokens, token]);
  };
  return listening(input, { keydown: (event) => event.key === 'Enter' && add(), change: add });
}
