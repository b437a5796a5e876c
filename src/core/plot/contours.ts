/** Values at the points of a grid, row after row. */
export type Grid = { columns: number; rows: number; values: Float64Array };

/** Points along which a grid has one level, in steps of the grid from its first point; the first again where it closes. */
export type Contour = { x: readonly number[]; y: readonly number[] };

/** A point where a side of a cell is crossed, and the (one or two) crossings it leads to. */
type Crossing = { x: number; y: number; next: Crossing[]; isDone: boolean };

/**
 * The lines of one level, by marching squares: cells with a value that is not finite have none. A saddle is decided by
 * the mean of its corners.
 *
 * @see Lorensen and Cline (1987), Marching cubes, in two dimensions.
 */
export function contoursOf(grid: Grid, level: number): readonly Contour[] {
  const crossings = crossingsOf(grid, level);
  const open = crossings.filter(({ next }) => next.length === 1);
  return [...open, ...crossings].filter(({ isDone }) => !isDone).flatMap((start) => lineFrom(start));
}

function crossingsOf(grid: Grid, level: number): readonly Crossing[] {
  const found = new Map<number, Crossing>();
  for (let row = 0; row + 1 < grid.rows; row++)
    for (let column = 0; column + 1 < grid.columns; column++)
      for (const [a, b] of joinsOf(grid, level, { column, row })) {
        const [from, to] = [a, b].map((side) => crossingOn(grid, level, { side, column, row }, found));
        from!.next.push(to!);
        to!.next.push(from!);
      }
  return [...found.values()];
}

type Cell = { column: number; row: number };
/** Sides of a cell: below, right, above, left. */
type Side = 0 | 1 | 2 | 3;

/** Which sides of a cell a line joins. */
function joinsOf(grid: Grid, level: number, cell: Cell): readonly (readonly [Side, Side])[] {
  const corners = cornersOf(grid, cell);
  if (!corners.every(Number.isFinite)) return [];
  const isAbove = corners.map((value) => value >= level);
  const crossed = ([0, 1, 2, 3] as const).filter((side) => isAbove[side] !== isAbove[(side + 1) % 4]);
  if (crossed.length === 0) return [];
  if (crossed.length === 2) return [[crossed[0]!, crossed[1]!]];
  const isMiddleAbove = corners.reduce((sum, value) => sum + value, 0) / 4 >= level;
  // The corner that is unlike the middle is cut off.
  return isAbove[0] === isMiddleAbove
    ? [
        [0, 1],
        [2, 3],
      ]
    : [
        [3, 0],
        [1, 2],
      ];
}

/** Values at the corners, in the order in which the sides begin. */
function cornersOf({ columns, values }: Grid, { column, row }: Cell): readonly number[] {
  const at = row * columns + column;
  return [values[at]!, values[at + 1]!, values[at + columns + 1]!, values[at + columns]!];
}

/** The same crossing for both cells of a side. */
function crossingOn(
  grid: Grid,
  level: number,
  { side, column, row }: Cell & { side: Side },
  found: Map<number, Crossing>,
): Crossing {
  const isAcross = side === 0 || side === 2;
  const from = { x: column + (side === 1 ? 1 : 0), y: row + (side === 2 ? 1 : 0) };
  const at = from.y * grid.columns + from.x;
  const key = 2 * at + (isAcross ? 0 : 1);
  const known = found.get(key);
  if (known !== undefined) return known;
  const [low, high] = [grid.values[at]!, grid.values[at + (isAcross ? 1 : grid.columns)]!];
  const share = (level - low) / (high - low);
  const x = from.x + (isAcross ? share : 0);
  const y = from.y + (isAcross ? 0 : share);
  const crossing: Crossing = { x, y, next: [], isDone: false };
  found.set(key, crossing);
  return crossing;
}

function lineFrom(start: Crossing): readonly Contour[] {
  if (start.isDone) return [];
  const points = [start];
  start.isDone = true;
  for (let at: Crossing | undefined = start; at !== undefined; ) {
    at = at.next.find(({ isDone }) => !isDone);
    if (at === undefined) break;
    at.isDone = true;
    points.push(at);
  }
  const isClosed = points.length > 2 && points.at(-1)!.next.includes(start);
  const all = isClosed ? [...points, start] : points;
  return [{ x: all.map(({ x }) => x), y: all.map(({ y }) => y) }];
}
