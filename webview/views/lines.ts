import type { FitReport } from '../../src/protocol/index.js';

/** Lines of the file, first to last. */
export type Lines = { firstLine: number; lastLine: number };

/** Where the row of a mark stands in the file. */
export function linesOf({ marks }: FitReport, mark: number): Lines {
  return { firstLine: marks.firstLine[mark]!, lastLine: marks.lastLine[mark]! };
}
