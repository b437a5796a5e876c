import type { ColumnKind, Dialect } from '../../../src/protocol/index.js';
import type { DialectField } from '../../dialectWords.js';

/** What a user may settle about a file; each of them reads and fits it again. */
export type ReadingActions = {
  onSettle(change: Partial<Dialect>): void;
  /** Leaves a field to Gaussline again. */
  onForget(field: DialectField): void;
  /** Null leaves the kind to Gaussline again. */
  onKind(column: string, kind: ColumnKind | null): void;
  onSettings(): void;
  /** Shows or hides the list of everything that can be settled. */
  onSheet(): void;
  /** Takes rows back into the fit; null: all of them. */
  onTakeBack(lines: readonly number[] | null): void;
  onExport(): void;
};
