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

/** Runs of text between backticks (names, formulas) are set apart, and the outer backticks go. */
export function textWithCode(text: string): Child[] {
  return codeRuns(text).map(({ words, isCode }) => (isCode ? element('code', {}, words) : words));
}

/** The runs of `textWithCode`. A formula in backticks may hold names in backticks of their own. */
export function codeRuns(text: string): { words: string; isCode: boolean }[] {
  const runs: { words: string; isCode: boolean }[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '`') continue;
    const before = text[i - 1] ?? ' ';
    const opens =
      depth === 0 || (/[\s(]/.test(before) && text[i + 1] !== ' ') || (before === '`' && i - 1 === start - 1);
    if (depth === 0 || (!opens && depth === 1)) {
      runs.push({ words: text.slice(start, i), isCode: depth === 1 });
      start = i + 1;
    }
    depth += opens ? 1 : -1;
  }
  runs.push({ words: text.slice(start), isCode: false });
  return runs.filter(({ words }) => words !== '');
}

function fill(made: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child) made.append(child);
}
