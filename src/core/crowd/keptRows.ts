import { type AllRows, joinNumbers, mergeRows, pickNumbers, pickRows } from '../fit/rowTable.js';
import type { CrowdLoops, Search } from './crowdLoops.js';
import { type RowKeeper, RowStore } from './rowStore.js';
import { TopKeys } from './topKeys.js';

/** Rows that are kept of many, and what each was chosen by. All arrays have one length. Plain data. */
export type KeptRows = AllRows & { keys: Float64Array };

/** The place of the first number that is above the limit; the length for none. NaN never is. */
export function nextAbove(values: Float64Array, search: Search, loops: CrowdLoops | null): number {
  if (loops?.reaches(values)) return loops.firstAbove(values, search);
  const { from, limit, sign } = search;
  for (let i = from; i < values.length; i++)
    if ((sign === 0 ? Math.abs(values[i]!) : sign * values[i]!) > limit) return i;
  return values.length;
}

function listAbove(
  values: Float64Array,
  { limit, sign }: Omit<Search, 'from'>,
  loops: CrowdLoops | null,
): ArrayLike<number> {
  if (loops?.reaches(values)) return loops.listAbove(values, { limit, sign });
  const listed: number[] = [];
  const next = (from: number) => nextAbove(values, { from, limit, sign }, null);
  for (let i = next(0); i < values.length; i = next(i + 1)) listed.push(i);
  return listed;
}

const NO_ROW = -1;

/** Keeps the rows with the largest keys; of equal ones the first. NaN is never one. */
export class TopRows {
  private readonly store: RowStore;
  private readonly top: TopKeys;
  /** Of the block at hand: places that got a row, and by place which one. */
  private readonly taken: number[] = [];
  private readonly rowAt: number[] = [];

  /** Null: plain loops. */
  constructor(
    size: number,
    featureCount: number,
    private readonly loops: CrowdLoops | null = null,
  ) {
    this.store = new RowStore(featureCount);
    this.top = new TopKeys(size);
  }

  /** Takes the rows whose numbers are large enough as the sign says (see `Search`). */
  add(values: Float64Array, sign: Search['sign'], keeper: RowKeeper): void {
    const { top } = this;
    const found = listAbove(values, { limit: top.least, sign }, this.loops);
    for (let k = 0; k < found.length; k++) {
      const i = found[k]!;
      const key = sign === 0 ? Math.abs(values[i]!) : sign * values[i]!;
      if (key > top.least) this.take(top.add(key), i);
    }
    this.keepTaken(keeper);
  }

  private take(place: number, i: number): void {
    if ((this.rowAt[place] ?? NO_ROW) === NO_ROW) this.taken.push(place);
    this.rowAt[place] = i;
  }

  /** Keeps the rows of a block that no later one of it has put out. */
  private keepTaken(keeper: RowKeeper): void {
    for (const place of this.taken) {
      keeper.keep(this.store.roomFor(place), place, this.rowAt[place]!);
      this.rowAt[place] = NO_ROW;
    }
    this.taken.length = 0;
  }

  /** The largest first. */
  result(): KeptRows {
    const places = Uint32Array.from(this.top.places());
    const keys = Float64Array.from(places, (place) => this.top.keyAt(place));
    return keptRows(pickRows(this.store.rows, places), keys);
  }
}

/** The `size` rows with the largest keys of both, the second list being of later rows. */
export function mergeTopRows(first: KeptRows, second: KeptRows, size: number): KeptRows {
  return pickKept(joinKept(first, second), placesOfLargest(first.keys, second.keys, size));
}

/** Places in the second list count from the end of the first one. */
function placesOfLargest(first: Float64Array, second: Float64Array, size: number): Uint32Array {
  const places = new Uint32Array(Math.min(size, first.length + second.length));
  for (let k = 0, a = 0, b = 0; k < places.length; k++) {
    const isFirst = a < first.length && !(b < second.length && second[b]! > first[a]!);
    places[k] = isFirst ? a++ : first.length + b++;
  }
  return places;
}

/** All are made here, with their fields in one order: V8 makes the code that reads them once. */
export function keptRows({ table, features }: AllRows, keys: Float64Array): KeptRows {
  return { table, features, keys };
}

/** The rows of both. */
export function joinKept(first: KeptRows, second: KeptRows): KeptRows {
  return keptRows(mergeRows([first, second]), joinNumbers([first.keys, second.keys]));
}

export function pickKept(rows: KeptRows, places: Uint32Array): KeptRows {
  return keptRows(pickRows(rows, places), pickNumbers(rows.keys, places));
}

/** The rows of all lists in file order, each once. */
export function tableOfKept(lists: readonly KeptRows[]): AllRows {
  const all = mergeRows(lists);
  return pickRows(all, placesByRow(all.table.row));
}

function placesByRow(row: Uint32Array): Uint32Array {
  // Row and place in one number, which sorts without a function.
  const order = new Float64Array(row.length);
  for (let place = 0; place < row.length; place++) order[place] = row[place]! * row.length + place;
  order.sort();
  const places = new Uint32Array(row.length);
  let count = 0;
  for (const number of order) {
    const place = number % row.length;
    if (count === 0 || row[place] !== row[places[count - 1]!]) places[count++] = place;
  }
  return places.subarray(0, count);
}
