import { element, icon, listening } from '../element.js';

export type MenuItem = {
  label: string;
  run: () => void;
  part?: string;
  /** A line stands before it. */
  isApart?: boolean;
};

/**
 * A small button that opens a menu under it. Arrows walk, Enter chooses, Escape and a click elsewhere close. A function
 * makes the items anew each time the menu opens.
 */
export function menuButton(
  label: string,
  items: readonly MenuItem[] | (() => readonly MenuItem[]),
  part: string,
  sign = 'ellipsis',
): HTMLElement {
  const attributes = {
    type: 'button',
    class: 'icon-button',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
  };
  const opener = element(
    'button',
    { ...attributes, 'aria-label': label, title: label, 'data-part': part },
    icon(sign),
  );
  const list = element('div', { class: 'menu', role: 'menu', 'aria-label': label });
  list.hidden = true;
  const host = element('div', { class: 'menu-host' }, opener, list);
  const close = (returnFocus: boolean) => {
    list.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    if (returnFocus) opener.focus();
  };
  const open = () => {
    const made = typeof items === 'function' ? items() : items;
    list.replaceChildren(...made.flatMap((item) => menuRows(item, () => close(true))));
    list.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    focusItem(list, 0);
  };
  listening(opener, { click: () => (list.hidden ? open() : close(true)) });
  listening(list, { keydown: (event) => walkMenu(event, list, close) });
  listening(host, { focusout: (event) => host.contains(event.relatedTarget as Node | null) || close(false) });
  return host;
}

function menuRows(item: MenuItem, close: () => void): HTMLElement[] {
  const row = menuItem(item, close);
  return item.isApart ? [element('div', { class: 'menu-line', role: 'separator' }), row] : [row];
}

function menuItem({ label, run, part }: MenuItem, close: () => void): HTMLElement {
  const attributes = { type: 'button', role: 'menuitem', tabindex: -1, 'data-part': part };
  const choose = () => {
    close();
    run();
  };
  const made = element('button', attributes, label);
  return listening(made, { click: choose, pointerenter: () => made.focus() });
}

/** Arrows walk the buttons of a menu, Escape and Tab close it. */
export function walkMenu(
  event: KeyboardEvent,
  list: HTMLElement,
  close: (returnFocus: boolean) => void,
): void {
  const items = [...list.querySelectorAll('button')];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next !== undefined) focusItem(list, (next + items.length) % items.length);
  else if (event.key === 'Escape') close(true);
  else if (event.key !== 'Tab') return;
  if (event.key === 'Tab') close(false);
  else event.preventDefault();
  event.stopPropagation();
}

function focusItem(list: HTMLElement, index: number): void {
  list.querySelectorAll('button')[index]?.focus();
}
