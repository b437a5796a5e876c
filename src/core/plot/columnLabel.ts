import { type DesignColumn, plainNameOf } from '../model/designColumn.js';
import type { ColumnLabel } from './plot.js';

/** A last part in one pair of round or square brackets, set off by a space: `f(x)` is a name, not a unit. */
const WITH_UNIT = /^(.*\S)\s+(?:\(([^()[\]]+)\)|\[([^()[\]]+)\])$/su;

/** Splits the unit off a header for display: `area (sqft)` and `area [sqft]` are area in sqft. */
export function labelOf(name: string): ColumnLabel {
  const found = WITH_UNIT.exec(name.trim());
  const unit = (found?.[2] ?? found?.[3])?.trim();
  return found === null || !unit ? { name, label: name, unit: null } : { name, label: found[1]!, unit };
}

/** A design column for display: only a column of the file has a unit. */
export function labelOfColumn(column: DesignColumn): ColumnLabel {
  const { name } = column;
  return plainNameOf(column) === null ? { name, label: name, unit: null } : labelOf(name);
}
