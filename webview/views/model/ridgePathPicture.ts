import {
  type FitReport,
  formatNumber,
  type RidgePath,
  type RidgePlace,
} from '../../../src/protocol/index.js';
import { element, svgElement } from '../../element.js';

const WIDTH = 560;
const HEIGHT = 190;
const LEFT = 8;
const BOTTOM = 22;
/** Features that are named at their line; of more the ones that move the target most. */
const MOST_NAMED = 6;
const NAME_ROOM = 120;
/** Penalties of the table. */
const ROWS = 7;

/** How the terms shrink as the penalty grows, the penalty of the fit, and the errors by which one is chosen. */
export function ridgePathPicture(report: FitReport): HTMLElement | null {
  const { ridgePath: path, summary } = report;
  if (path === null || summary.ridge === null) return null;
  return element(
    'section',
    { 'data-part': 'ridge-path' },
    element('h2', {}, 'Ridge path'),
    pathDrawing(report, path),
    element('p', { class: 'sentence' }, pathSentence(path, summary.ridge.lambda)),
    placesTable(path, summary.ridge.lambda),
  );
}

function pathSentence({ best, folds, places }: RidgePath, lambda: number): string {
  const first = places[0]!.lambda;
  const words = (value: number) =>
    value === first ? 'the smallest looked at, so no ridge predicts better' : formatNumber(value);
  const effective = places.find((place) => place.lambda === lambda)?.effectiveDf;
  const own = `λ ${formatNumber(lambda)} leaves ${formatNumber(effective ?? Number.NaN)} effective coefficients.`;
  return `${own} Generalised cross-validation is smallest at λ ${words(best.gcv)}; the error of rows held back, in ${folds} turns, at λ ${words(best.cv)}.`;
}

function pathDrawing({ spec, summary }: FitReport, { places }: RidgePath): SVGElement {
  const lambda = summary.ridge!.lambda;
  const [low, high] = [Math.log10(places[0]!.lambda), Math.log10(places.at(-1)!.lambda)];
  const right = WIDTH - NAME_ROOM;
  const across = (value: number) => right - ((Math.log10(value) - low) / (high - low || 1)) * (right - LEFT);
  const ends = places.flatMap(({ moves }) => moves);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const up = (value: number) => 8 + ((most - value) / (most - least || 1)) * (HEIGHT - BOTTOM - 16);
  const drawing = svgElement('svg', {
    class: 'ridge-path',
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: 'img',
    'aria-label': `How far one standard deviation of each feature moves the target, by the penalty: from λ ${formatNumber(places.at(-1)!.lambda)} at the left to ${formatNumber(places[0]!.lambda)} at the right; the table below has the numbers`,
  });
  const straight = (name: string, [x1, y1, x2, y2]: readonly [number, number, number, number]) =>
    svgElement('line', { class: name, x1, y1, x2, y2 });
  drawing.append(straight('zero', [LEFT, up(0), right, up(0)]));
  drawing.append(straight('chosen', [across(lambda), 4, across(lambda), HEIGHT - BOTTOM]));
  for (const k of spec.features.keys()) {
    const points = places.map(
      ({ lambda: at, moves }) => `${across(at).toFixed(1)},${up(moves[k]!).toFixed(1)}`,
    );
    drawing.append(svgElement('polyline', { class: 'path', points: points.join(' ') }));
  }
  for (const { name, y } of namesOf(
    spec.features.map(({ name }) => name),
    places[0]!,
    up,
  ))
    drawing.append(text(name, { x: right + 6, y, anchor: 'start' }));
  drawing.append(text(`λ ${formatNumber(10 ** high)}`, { x: LEFT, y: HEIGHT - 6, anchor: 'start' }));
  drawing.append(text(formatNumber(10 ** low), { x: right, y: HEIGHT - 6, anchor: 'end' }));
  return drawing;
}

/** The names of the features with the largest effects, moved apart. */
function namesOf(names: readonly string[], { moves }: RidgePlace, up: (value: number) => number) {
  const shown = [...names.keys()]
    .sort((a, b) => Math.abs(moves[b]!) - Math.abs(moves[a]!))
    .slice(0, MOST_NAMED)
    .sort((a, b) => moves[b]! - moves[a]!);
  let above = -Infinity;
  return shown.map((k) => {
    above = Math.max(above + 13, up(moves[k]!) + 4);
    const name = names[k]!;
    return { name: name.length > 18 ? `${name.slice(0, 17)}…` : name, y: above };
  });
}

function text(words: string, { x, y, anchor }: { x: number; y: number; anchor: string }): SVGElement {
  const made = svgElement('text', { x, y, 'text-anchor': anchor });
  made.textContent = words;
  return made;
}

/** A few penalties, that of the fit and the best ones among them. */
function placesTable({ places, best }: RidgePath, lambda: number): HTMLElement {
  const step = Math.max(1, Math.floor((places.length - 1) / (ROWS - 1)));
  const marked = new Set([lambda, best.gcv, best.cv]);
  const rows = places.filter((place, i) => i % step === 0 || marked.has(place.lambda));
  const heads = ['λ', 'effective coefficients', 'GCV', 'error of rows held back'];
  return element(
    'table',
    { class: 'facts ridge-places', 'data-part': 'ridge-places' },
    element('thead', {}, element('tr', {}, ...heads.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...rows.map((place) => placeRow(place, { lambda, best }))),
  );
}

function placeRow(
  { lambda, effectiveDf, gcv, crossValidated }: RidgePlace,
  chosen: { lambda: number; best: RidgePath['best'] },
): HTMLElement {
  const least = (words: string, isLeast: boolean) => (isLeast ? `${words}, smallest` : words);
  return element(
    'tr',
    { class: lambda === chosen.lambda ? 'own' : null },
    element(
      'th',
      { scope: 'row' },
      lambda === chosen.lambda ? `${formatNumber(lambda)}, this fit` : formatNumber(lambda),
    ),
    element('td', {}, formatNumber(effectiveDf)),
    element('td', {}, least(formatNumber(gcv, 4), lambda === chosen.best.gcv)),
    element('td', {}, least(formatNumber(crossValidated, 4), lambda === chosen.best.cv)),
  );
}
