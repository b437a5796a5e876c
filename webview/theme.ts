/** The colours of the theme, resolved: a canvas cannot read CSS variables. The roles are named in style.css. */
export type Palette = {
  kind: 'dark' | 'light' | 'contrast';
  ground: string;
  ink: string;
  quiet: string;
  rows: string;
  /** The same as text. */
  rowsText: string;
  look: string;
  hairline: string;
  axis: string;
  font: string;
};

const ROLES = {
  ground: '--ground',
  ink: '--ink',
  quiet: '--quiet',
  rows: '--rows',
  rowsText: '--rows-text',
  look: '--look',
  hairline: '--hairline',
  axis: '--axis',
} as const;

/** Reads what the roles of style.css are under the theme that is on now. */
export function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const colours = Object.entries(ROLES).map(([role, name]) => {
    probe.style.color = `var(${name})`;
    return [role, plainColour(getComputedStyle(probe).color)] as const;
  });
  probe.remove();
  const { fontFamily } = getComputedStyle(document.body);
  return {
    ...(Object.fromEntries(colours) as Record<keyof typeof ROLES, string>),
    kind: themeKind(),
    font: fontFamily,
  };
}

/** Calls `onChange` when VS Code changes the theme; returns how to stop. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  const attributeFilter = ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'];
  observer.observe(document.body, { attributes: true, attributeFilter });
  return () => observer.disconnect();
}

/** `color(srgb 0.5 0 1)`, which a mix gives, as `#8000ff`: not every reader of an SVG knows the first form. */
export function plainColour(computed: string): string {
  const mixed = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)/.exec(computed);
  if (!mixed) return computed;
  const bytes = mixed.slice(1, 4).map((part) => Math.round(Math.min(1, Math.max(0, Number(part))) * 255));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function themeKind(): Palette['kind'] {
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light'))
    return 'contrast';
  return classList.contains('vscode-light') ? 'light' : 'dark';
}
