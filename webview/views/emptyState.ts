import { button, element, linkButton, svgElement } from '../element.js';

export type EmptyStateActions = { onOpen(): void; onSample(name: string): void; onSimulate(): void };

/** No file yet: a faint sample fit, one sentence, one primary action, samples as links. */
export function emptyState(samples: readonly string[], actions: EmptyStateActions): HTMLElement {
  const [first, ...others] = samples;
  const links = others.flatMap((name, i) => [
    i > 0 ? ' · ' : '',
    linkButton(name, () => actions.onSample(name), { 'data-sample': name }),
  ]);
  return element(
    'main',
    { class: 'empty', 'data-part': 'empty' },
    samplePicture(),
    element('h1', {}, 'A line through your table'),
    element(
      'p',
      { class: 'quiet' },
      'Open a CSV and its fit appears here, beside the text. Nothing leaves this machine.',
    ),
    element(
      'div',
      { class: 'empty-actions' },
      button('Open a CSV...', actions.onOpen, { 'data-part': 'open-file' }),
      first !== undefined &&
        button(`Try ${first}`, () => actions.onSample(first), { secondary: true, 'data-sample': first }),
      button('New data from a model...', actions.onSimulate, {
        secondary: true,
        'data-part': 'simulate-open',
      }),
    ),
    element(
      'p',
      { class: 'quiet' },
      links.length > 0 && element('span', { class: 'samples' }, 'Other samples: ', ...links),
      'From any CSV: ',
      element('span', { class: 'ink' }, 'Fit linear regression'),
      ' in its context menu',
    ),
  );
}

/** A made-up fit, drawn from a fixed seed: always the same picture. */
function samplePicture(): SVGElement {
  const next = seeded(20260729);
  const points = Array.from({ length: 220 }, () => {
    const x = 10 + 400 * ((next() + next()) / 2) ** 1.5 * 1.02;
    const noise = (next() + next() + next() + next() - 2) * 12;
    return svgElement('circle', { cx: x.toFixed(1), cy: (138.4 - 0.29 * x + noise).toFixed(1), r: 2.6 });
  });
  return svgElement(
    'svg',
    { class: 'sample', viewBox: '0 0 420 160', 'aria-hidden': 'true' },
    svgElement('path', { class: 'sample-band', d: 'M10 123 L410 7 L410 33 L10 149 Z' }),
    svgElement('g', { class: 'sample-points' }, ...points),
    svgElement('path', { class: 'sample-line', d: 'M10 135.5 L410 19.5' }),
  );
}

/** Numbers in 0..1 from a linear congruence (Park and Miller). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
