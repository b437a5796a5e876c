import { formatCount, type StudyOutcome } from '../../../src/protocol/index.js';
import type { Palette } from '../../theme.js';
import type { Room } from '../picture.js';
import {
  type LiveFrame,
  type LiveLine,
  type LivePicture,
  livePicture,
  type Row,
} from '../training/liveChart.js';
import { lossTitle } from '../training/lossChart.js';
import { endTags, studyFrame } from './studyFrame.js';

type Outcome = StudyOutcome<'batch-sizes'>;

/** Loss by seconds of updates, both logarithmic: a line to each batch size, and where the exact answer lies. */
export function batchSizesChart(outcome: Outcome, room: Room): LivePicture {
  const { runs, exactLoss, rowCount } = outcome;
  const { palette } = room;
  const seconds = runs.flatMap((run) => [...run.seconds.subarray(1)]);
  const losses = runs.flatMap((run) => [...run.loss]).filter((loss) => loss > 0);
  const exact = exactLoss !== null && exactLoss > 0 ? [exactLoss] : [];
  const frame = studyFrame(room, { x: seconds, y: [...losses, ...exact], isLogX: true, isLogY: true });
  const lines = runs.map((run, k) => ({ ...lookOf(k, palette), rows: rowsOf(run) }));
  const dashed = { name: 'exact', colour: palette.ink, width: 1, opacity: 0.75, dash: [4, 3] };
  return livePicture({
    ...{
      frame,
      palette,
      titles: { x: 'seconds of training', y: lossTitle(outcome.loss, outcome.target.unit) },
    },
    lines: [{ ...dashed, rows: exact.flatMap((loss) => acrossRows(frame, loss)) }, ...lines],
    dots: lines.flatMap(({ rows, colour }) => rows.slice(-1).map((row) => ({ ...row, colour }))),
    tags: endTags(
      frame,
      [
        ...lines.map(({ rows, tag }, k) => ({
          row: rows.at(-1),
          text: batchSizeName(runs[k]!.batchSize, rowCount),
          colour: tag,
          weight: 600,
        })),
        {
          row: exact.map((loss) => ({ c0: frame.x.high, c1: loss }))[0],
          text: 'exact',
          colour: palette.quiet,
          weight: 400,
        },
      ],
      room,
    ),
  });
}

/** `batch of 32`; `all 506 rows`. */
export function batchSizeName(batchSize: number, rowCount: number): string {
  return batchSize === rowCount ? `all ${formatCount(rowCount)} rows` : `batch of ${formatCount(batchSize)}`;
}

/** Rough to smooth: grey, blue, ink. */
function lookOf(k: number, palette: Palette): LiveLine & { tag: string } {
  const looks = [
    { name: 'one', colour: palette.quiet, width: 1.25, tag: palette.quiet },
    { name: 'some', colour: palette.rows, width: 2, tag: palette.rowsText },
    { name: 'all', colour: palette.ink, width: 2, tag: palette.ink },
  ];
  return looks[k] ?? looks[2]!;
}

function rowsOf({ seconds, loss }: Outcome['runs'][number]): Row[] {
  const rows: Row[] = [];
  for (let i = 1; i < seconds.length; i++)
    if (seconds[i]! > 0 && loss[i]! > 0) rows.push({ c0: seconds[i]!, c1: loss[i]! });
  return rows;
}

function acrossRows({ x }: LiveFrame, value: number): Row[] {
  return [
    { c0: x.low, c1: value },
    { c0: x.high, c1: value },
  ];
}
