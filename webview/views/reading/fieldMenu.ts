import { type Child, element, icon, listening } from '../../element.js';
import type { ReadingField, ReadingOption } from '../../reading.js';
import { walkMenu } from '../menu.js';
import type { ReadingActions } from './readingActions.js';

/** A part of the source line: what was decided, and a menu of the other readings under it. */
export function fieldPart(field: ReadingField, actions: ReadingActions): HTMLElement {
  const { now, label, isAmbiguous } = field;
  const part = `dialect-${field.field}`;
  const title = titleOf(field);
  const attributes = {
    type: 'button',
    class: isAmbiguous ? 'part doubtful' : 'part',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    'aria-label': `${label}: ${now}${isAmbiguous ? ', in doubt' : ''}`,
    title,
    'data-part': part,
  };
  const opener = element('button', attributes, isAmbiguous && icon('warning'), now);
  const list = element('div', { class: 'menu field-menu', role: 'menu', 'aria-label': label });
  const host = element('div', { class: 'menu-host part-host' }, opener, list);
  const close = (returnFocus: boolean) => {
    list.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    if (returnFocus) opener.focus();
  };
  const choose = (run: () => void) => () => {
    close(true);
    run();
  };
  list.hidden = true;
  list.append(
    element('div', { class: 'menu-title', role: 'presentation' }, title),
    ...field.options.map((option) =>
      optionItem(
        option,
        choose(() => settle(field, option, actions)),
      ),
    ),
    ...restItems(field, actions, choose),
  );
  const open = () => {
    list.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    list.querySelector<HTMLElement>('button')?.focus();
  };
  listening(opener, { click: () => (list.hidden ? open() : close(true)) });
  listening(list, { keydown: (event) => walkMenu(event, list, close) });
  return listening(host, {
    focusout: (event) => host.contains(event.relatedTarget as Node | null) || close(false),
  });
}

/** What was decided, and by whom: `Decimal mark: guessed, two readings fit`. */
export function titleOf({ label, settledBy, isAmbiguous }: ReadingField): string {
  if (isAmbiguous) return `${label}: guessed, two readings fit`;
  if (settledBy === 'you') return `${label}: chosen by you`;
  return settledBy === 'setting' ? `${label}: from your settings` : `${label}: guessed`;
}

function settle(field: ReadingField, { change, isNow }: ReadingOption, actions: ReadingActions): void {
  // To choose what is guessed already settles it, unless somebody did before.
  if (!isNow || field.settledBy === null) actions.onSettle(change);
}

function optionItem({ label, example, isNow }: ReadingOption, run: () => void): HTMLElement {
  return menuRow({
    ...{ role: 'menuitemradio', isNow, run, part: null },
    content: [element('span', {}, label), example !== null && element('span', { class: 'quiet' }, example)],
  });
}

function restItems(
  { field, settledBy }: ReadingField,
  actions: ReadingActions,
  choose: (run: () => void) => () => void,
): HTMLElement[] {
  const again = menuRow({
    ...{ role: 'menuitem', isNow: null, part: 'guess-again', content: ['Guess again'] },
    run: choose(() => actions.onForget(field)),
  });
  const settings = menuRow({
    ...{ role: 'menuitem', isNow: null, part: 'open-settings', content: ['Open the setting'] },
    run: choose(actions.onSettings),
  });
  const all = menuRow({
    ...{ role: 'menuitem', isNow: null, part: 'all-readings', content: ['Columns and other settings'] },
    run: choose(actions.onSheet),
  });
  const line = element('div', { class: 'menu-line', role: 'separator' });
  const own = settledBy === 'you' ? [again] : settledBy === 'setting' ? [settings] : [];
  return [line, ...own, all];
}

type MenuRow = {
  role: 'menuitem' | 'menuitemradio';
  /** Null for an item that is no choice. */
  isNow: boolean | null;
  part: string | null;
  content: readonly Child[];
  run(): void;
};

function menuRow({ role, isNow, part, content, run }: MenuRow): HTMLElement {
  const attributes = {
    ...{ type: 'button', role, tabindex: -1, 'data-part': part },
    'aria-checked': isNow === null ? null : String(isNow),
  };
  const sign = element('span', { class: 'menu-check' }, isNow === true && icon('check'));
  const made = element('button', attributes, sign, ...content);
  return listening(made, { click: run, pointerenter: () => made.focus() });
}
