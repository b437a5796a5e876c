import type { FitReport } from '../../../src/protocol/index.js';
import type { Lines } from '../lines.js';

/** What the list of influential rows may do. */
export type InfluenceActions = {
  onSelect(report: FitReport, mark: number): void;
  /** Rows by their index in the file. */
  onTick(rows: readonly number[]): void;
  /** Out of every fit of the file, by their lines. */
  onLeaveOut(lines: readonly number[]): void;
  onMore(): void;
  onExport(): void;
  goTo(lines: Lines, takeFocus: boolean): void;
};
