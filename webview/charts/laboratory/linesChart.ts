import type { Palette } from '../../theme.js';
import type { Room } from '../picture.js';
import { canStand } from '../training/epochs.js';
import { type LiveFrame, type LivePicture, livePicture, type Row } from '../training/liveChart.js';
import { endTags, studyFrame } from './studyFrame.js';

/** What a line stands for: what is compared with (quiet), your rows (blue), the model (ink), what to look at (orange). */
export type LineRole = 'quiet' | 'rows' | 'ink' | 'look';

export type NamedLine = { name: string; role: LineRole; x: ArrayLike<number>; y: ArrayLike<number> };

export type LinesPlan = {
  titles: { x: string; y: string };
  lines: readonly NamedLine[];
  /** Where good lies: thin and dashed, across. */
  reference?: { name: string; value: number } | null;
  isLogX?: boolean;
  isLogY?: boolean;
};

/** Lines with their names at their ends, where they have one. What a logarithm cannot show is left out. */
export function linesChart(plan: LinesPlan, room: Room): LivePicture {
  const { palette } = room;
  const { lines, reference = null, isLogX = false, isLogY = false } = plan;
  const wish = {
    x: lines.flatMap(({ x }) => Array.from(x)),
    y: [...lines.flatMap(({ y }) => Array.from(y)), ...(reference ? [reference.value] : [])],
  };
  const frame = studyFrame(room, { ...wish, isLogX, isLogY });
  const drawn = lines.map((line, k) => ({
    ...{ name: `line${k}`, colour: colourOf(line.role, palette), width: line.role === 'quiet' ? 1.25 : 2 },
    rows: rowsOf(frame, line),
  }));
  const dashed = { name: 'reference', colour: palette.ink, width: 1, opacity: 0.75, dash: [4, 3] };
  const across = reference ? acrossRows(frame, reference.value) : [];
  return livePicture({
    ...{ frame, palette, titles: plan.titles },
    lines: [{ ...dashed, rows: across }, ...drawn],
    dots: drawn.flatMap(({ rows, colour }) => rows.slice(-1).map((row) => ({ ...row, colour }))),
    tags: endTags(
      frame,
      [
        ...lines.flatMap(({ name, role }, k) =>
          name === ''
            ? []
            : {
                ...{ row: drawn[k]!.rows.at(-1), text: name, weight: 600 },
                colour: role === 'rows' ? palette.rowsText : colourOf(role, palette),
              },
        ),
        { row: across[1], text: reference?.name ?? '', colour: palette.quiet, weight: 400 },
      ],
      room,
    ),
  });
}

function colourOf(role: LineRole, palette: Palette): string {
  return palette[role];
}

function rowsOf(frame: LiveFrame, { x, y }: NamedLine): Row[] {
  const rows = Array.from(x, (value, i) => ({ c0: value, c1: y[i]! }));
  return rows.filter(({ c0, c1 }) => canStand(frame.x, c0) && canStand(frame.y, c1));
}

function acrossRows({ x }: LiveFrame, value: number): Row[] {
  return [
    { c0: x.low, c1: value },
    { c0: x.high, c1: value },
  ];
}
