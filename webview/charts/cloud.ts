import type { Cloud, MarkTable } from '../../src/protocol/index.js';
import { type Extent, extentOf } from './frame.js';
import type { PlottedColumn, Points } from './picture.js';

/** What a cloud covers: its points and its cells. */
export function cloudExtents({ x, y, cells }: Cloud): { x: Extent; y: Extent } {
  if (cells === null) return { x: extentOf(x), y: extentOf(y) };
  const { left, bottom, width, height } = cells;
  return {
    x: extentOf(
      x,
      left,
      left.map((value) => value + width),
    ),
    y: extentOf(
      y,
      bottom,
      bottom.map((value) => value + height),
    ),
  };
}

/** The points of a cloud as the pointer finds them; `modelAt` gives where the residual of a point ends. */
export function pointsOf(cloud: Cloud, modelAt: ((index: number) => number) | null): Points {
  const { x, y, mark } = cloud;
  return { x, y, mark, modelY: modelAt === null ? null : Float64Array.from(x, (_, i) => modelAt(i)) };
}

/** A cloud as columns: a line and two values to a row, or the counts of its cells where rows are too many. */
export function cloudColumns(
  cloud: Cloud,
  marks: MarkTable,
  names: { x: string; y: string },
): PlottedColumn[] {
  const { cells } = cloud;
  if (cells !== null) {
    return [
      { name: `${names.x} from`, values: cells.left },
      { name: `${names.x} to`, values: cells.left.map((left) => left + cells.width) },
      { name: `${names.y} from`, values: cells.bottom },
      { name: `${names.y} to`, values: cells.bottom.map((bottom) => bottom + cells.height) },
      { name: 'rows', values: cells.count },
    ];
  }
  return [
    { name: 'line', values: cloud.mark.map((mark) => marks.firstLine[mark]!) },
    { name: names.x, values: cloud.x },
    { name: names.y, values: cloud.y },
  ];
}
