import type { FitReport } from '../../src/protocol/index.js';
import type { CoefficientEntry } from '../coefficientRows.js';
import { svgElement } from '../element.js';
import { type MarkScale, shareOf } from './markScale.js';

type Coefficient = FitReport['coefficients'][number];

/** The interval for one step of the term; hollow where it reaches across zero. */
export function intervalMark(entry: CoefficientEntry | null, scale: MarkScale, spoken: string): Element {
  const at = (value: number) => `${(shareOf(scale, value) * 100).toFixed(2)}%`;
  const zero = svgElement('line', { class: 'zero', x1: at(0), x2: at(0), y1: 0, y2: '100%' });
  const picture = svgElement(
    'svg',
    {
      class: 'interval-mark',
      role: entry ? 'img' : null,
      'aria-label': entry ? spoken : null,
      'aria-hidden': entry ? null : 'true',
    },
    zero,
  );
  if (!entry || entry.row.estimate === null || entry.step === null) return picture;
  const { row, step } = entry;
  const middle = entry.row.estimate * step;
  picture.append(svgElement('line', { class: 'stem', x1: at(0), x2: at(middle), y1: '50%', y2: '50%' }));
  const ends = row.confidenceInterval?.map((end) => end * step);
  if (ends)
    picture.append(
      svgElement('line', { class: 'range', x1: at(ends[0]!), x2: at(ends[1]!), y1: '50%', y2: '50%' }),
    );
  const isHollow = crossesZero(row);
  picture.append(
    svgElement('circle', {
      class: isHollow ? 'dot hollow' : 'dot',
      cx: at(middle),
      cy: '50%',
      r: isHollow ? 4 : 4.5,
    }),
  );
  return picture;
}

/** The file cannot tell the sign of such a term. */
export function crossesZero({ confidenceInterval }: Coefficient): boolean {
  return confidenceInterval !== null && confidenceInterval[0] < 0 && confidenceInterval[1] > 0;
}
