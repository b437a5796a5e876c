export type Child = Node | string | null | undefined | false;
export type Attributes = Record<string, string | number | boolean | null | undefined>;
type Listeners = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

/** An HTML element. Text is always text, never markup. Attributes that are null or false are left away. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  fill(made, attributes, children);
  return made;
}

/** The same for SVG. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(made, attributes, children);
  return made;
}

/** Adds listeners and gives the element back. */
export function listening<E extends HTMLElement>(target: E, listeners: Listeners): E {
  for (const [name, listener] of Object.entries(listeners)) {
    target.addEventListener(name, listener as EventListener);
  }
  return target;
}

/** An icon of the product's icon set, silent for screen readers. */
export function icon(name: string): HTMLElement {
  return element('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true' });
}

/** A button that looks like a link. */
export function linkButton(
  text: string,
  onClick: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  return listening(element('button', { type: 'button', class: 'link', ...attributes }, text), {
    click: onClick,
  });
}

/** A button in the looks of VS Code. */
export function button(
  text: string,
  onClick: () => void,
  attributes: Attributes & { secondary?: boolean } = {},
): HTMLElement {
  const made = document.createElement('vscode-button');
  fill(made, attributes, [text]);
  made.addEventListener('click', onClick);
  return made;
}

/** Runs of text between backticks (names, code) are set apart; the backticks go. */
export function textWithCode(text: string): Child[] {
  return text
    .split('`')
    .map((run, i) => (i % 2 === 1 && i < text.split('`').length - 1 ? element('code', {}, run) : run));
}

function fill(made: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child) made.append(child);
}
