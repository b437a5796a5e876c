import { batchSizeName, type StudyOutcome } from '../../../src/protocol/index.js';
import type { Room } from '../picture.js';
import type { LivePicture } from '../training/liveChart.js';
import { lossTitle } from '../training/lossChart.js';
import { type LineRole, linesChart } from './linesChart.js';

/** Rough to smooth. */
const ROLES: readonly LineRole[] = ['quiet', 'rows', 'ink'];

/** Loss by seconds of updates, both logarithmic: a line to each batch size, and where the exact answer lies. */
export function batchSizesChart(outcome: StudyOutcome<'batch-sizes'>, room: Room): LivePicture {
  const { runs, exactLoss, rowCount, loss, target } = outcome;
  return linesChart(
    {
      titles: { x: 'seconds of training', y: lossTitle(loss, target.unit) },
      lines: runs.map((run, k) => ({
        ...{ name: batchSizeName(run.batchSize, rowCount), role: ROLES[k] ?? 'ink' },
        ...{ x: run.steps.map((step) => step * run.secondsPerStep), y: run.loss },
      })),
      reference: exactLoss !== null && exactLoss > 0 ? { name: 'exact', value: exactLoss } : null,
      ...{ isLogX: true, isLogY: true },
    },
    room,
  );
}
