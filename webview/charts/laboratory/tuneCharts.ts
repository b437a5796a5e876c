import { bestTrial, type StudyOutcome } from '../../../src/protocol/index.js';
import type { Palette } from '../../theme.js';
import type { Room } from '../picture.js';
import {
  type LiveFrame,
  type LivePicture,
  livePicture,
  pixelX,
  type Row,
  type Tag,
} from '../training/liveChart.js';
import { lossTitle } from '../training/lossChart.js';
import { endTags, studyFrame } from './studyFrame.js';

type Outcome = StudyOutcome<'tune'>;
type Trial = Outcome['trials'][number];

/** Every trial's loss in the order they were made, and the least one so far as a line. */
export function bestSoFarChart(outcome: Outcome, room: Room): LivePicture {
  const { trials, total } = outcome;
  const { palette } = room;
  const frame = studyFrame(room, { x: [-0.5, total + 0.5], y: lossesOf(trials), isLogY: true });
  const best = bestSoFarRows(trials);
  const auto = trials.find(({ number }) => number === 0)?.loss ?? null;
  return livePicture({
    ...{ frame, palette, titles: { x: 'trial', y: lossTitle(outcome.loss, outcome.target.unit) } },
    lines: [
      { ...autoLine(palette), rows: auto !== null && auto > 0 ? across(frame, auto) : [] },
      { name: 'best', colour: palette.rows, width: 2, rows: best },
    ],
    dots: dotsOf(trials, frame, { palette, at: ({ number }) => number, height: ({ loss }) => loss! }),
    tags: [
      ...endTags(
        frame,
        [
          { row: best.at(-1), text: 'best so far', colour: palette.rowsText, weight: 600 },
          {
            row: auto !== null && auto > 0 ? { c0: frame.x.high, c1: auto } : undefined,
            ...{ text: 'Auto', colour: palette.quiet, weight: 400 },
          },
        ],
        room,
      ),
      ...divergedTag(trials, frame, { palette, at: ({ number }) => number }),
    ],
  });
}

/** In percent. What is nearer to the best stands at the lower edge with it. */
const NEAREST = 1e-3;

/** By how much every trial's loss is above the best one, over its learning rate, both logarithmic. */
export function lossByRateChart(outcome: Outcome, room: Room): LivePicture {
  const { trials, space } = outcome;
  const { palette } = room;
  const best = bestTrial(trials);
  const above = (trial: Trial) => Math.max(NEAREST, percentAbove(trial, best) ?? NEAREST);
  const finished = trials.filter(({ loss }) => loss !== null);
  const rates = trials.map(({ candidate }) => candidate.learningRate);
  const frame = studyFrame(room, {
    x: widened([space.learningRate.low, space.learningRate.high, ...rates], 1.3),
    y: widened([NEAREST, 1, ...finished.map(above)], 1.8),
    ...{ isLogX: true, isLogY: true },
  });
  const at = ({ candidate }: Trial) => candidate.learningRate;
  return livePicture({
    ...{ frame, palette, titles: { x: 'learning rate', y: 'loss above the best, %' } },
    lines: [],
    dots: dotsOf(trials, frame, { palette, at, height: above }),
    tags: [
      ...(best === null ? [] : [bestTag(best, frame, palette)]),
      ...divergedTag(trials, frame, { palette, at }),
    ],
  });
}

/** Null for one that diverged, and above a loss of zero. */
export function percentAbove({ loss }: Trial, best: Trial | null): number | null {
  if (loss === null || best?.loss == null || !(best.loss > 0)) return null;
  return (100 * (loss - best.loss)) / best.loss;
}

/** The least loss after each trial, in steps; from the first one that has finished. */
export function bestSoFarRows(trials: readonly Trial[]): Row[] {
  const rows: Row[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const { number, loss } of trials) {
    const before = least;
    if (loss !== null && loss > 0) least = Math.min(least, loss);
    if (before < Number.POSITIVE_INFINITY) rows.push({ c0: number, c1: before });
    if (least < before) rows.push({ c0: number, c1: least });
  }
  return rows;
}

/** So that no dot is cut at an edge of a logarithmic scale. */
function widened(values: readonly number[], by: number): number[] {
  return [Math.min(...values) / by, ...values, Math.max(...values) * by];
}

type Look = { palette: Palette; at(trial: Trial): number };
type Dots = Look & { height(trial: Trial): number };

/** The best in front and in the colour of the rows; those that diverged at the upper edge. */
function dotsOf(trials: readonly Trial[], { y }: LiveFrame, { palette, at, height }: Dots) {
  const best = bestTrial(trials);
  const dots = trials.map((trial) => ({
    c0: at(trial),
    c1: trial.loss === null ? y.high : height(trial),
    colour: trial === best ? palette.rows : trial.loss === null ? palette.look : palette.quiet,
  }));
  const inFront = (colour: string) => Number(colour === palette.rows);
  return dots.filter(({ c1 }) => c1 > 0).sort((a, b) => inFront(a.colour) - inFront(b.colour));
}

function divergedTag(trials: readonly Trial[], frame: LiveFrame, { palette, at }: Look): Tag[] {
  const last = trials.filter(({ loss }) => loss === null).at(-1);
  if (last === undefined) return [];
  const x = pixelX(frame, at(last));
  const align = x > frame.width / 2 ? 'right' : 'left';
  const beside = align === 'right' ? -8 : 8;
  return [{ text: 'diverged', x: x + beside, y: 12, colour: palette.look, align, weight: 400 }];
}

function bestTag({ candidate, number }: Trial, frame: LiveFrame, { rowsText }: Palette): Tag {
  const x = pixelX(frame, candidate.learningRate);
  const isRight = x > frame.width / 2;
  const text = `best, ${number === 0 ? 'Auto' : `trial ${number}`}`;
  const [align, beside] = isRight ? (['right', -8] as const) : (['left', 8] as const);
  return { text, x: x + beside, y: frame.height - 10, colour: rowsText, align, weight: 600 };
}

function lossesOf(trials: readonly Trial[]): number[] {
  return trials.flatMap(({ loss }) => (loss !== null && loss > 0 ? [loss] : []));
}

function autoLine({ ink }: Palette) {
  return { name: 'auto', colour: ink, width: 1, opacity: 0.75, dash: [4, 3] };
}

function across({ x }: LiveFrame, value: number): Row[] {
  return [
    { c0: x.low, c1: value },
    { c0: x.high, c1: value },
  ];
}
