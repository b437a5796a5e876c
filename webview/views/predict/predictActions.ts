import type { NewRow } from '../../../src/protocol/index.js';
import type { Lines } from '../lines.js';

/** What the Predict view may do. */
export type PredictActions = {
  onRow(row: NewRow): void;
  onStartFrom(line: number): void;
  onScore(): void;
  goTo(lines: Lines): void;
};
