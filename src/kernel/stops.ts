// Where cells may end: every delimiter, line break and quote, listed ahead of the scan, some thousand bytes at a time.
// So the place of a cell does not wait for the one before it to be found.

import { delimiter, limit, quote } from './cells';

/** Ends the list, so often that the stops of a cell and its line break may be stepped over at once. */
export const NO_STOP: u32 = u32.MAX_VALUE;

/** Bytes that are looked through at a time: their list stays near the processor. */
const LOOKED_AT_BYTES: usize = 1 << 12;
const END_BYTES: usize = 96;
/** Every byte may be a stop; a step writes a little beyond what it counts. */
const list: usize = memory.data((1 << 14) + 512, 16);

/** Address of the first stop at or behind the cell to scan. */
export let stopAt: usize = list;

/** Forgets what is listed: the bytes are others. */
export function forgetStops(): void {
  endList(list);
}

export function setStopAt(address: usize): void {
  stopAt = address;
}

/** Steps over the stops before `position`. */
export function passStops(position: usize): void {
  while (load<u32>(stopAt) < <u32>position) stopAt += 4;
}

/** Lists the stops from `start` on; false where the bytes that are looked at have none. */
export function findStops(start: usize): bool {
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>quote);
  const feeds = i8x16.splat(10);
  const returns = i8x16.splat(13);
  const end = min(start + LOOKED_AT_BYTES, limit);
  let at = list;
  for (let position = start; position < end; position += 64) {
    let stops =
      stopsAt(v128.load(position), delimiters, quotes, feeds, returns) |
      (stopsAt(v128.load(position, 16), delimiters, quotes, feeds, returns) << 16) |
      (stopsAt(v128.load(position, 32), delimiters, quotes, feeds, returns) << 32) |
      (stopsAt(v128.load(position, 48), delimiters, quotes, feeds, returns) << 48);
    const next = at + ((<usize>popcnt(stops)) << 2);
    // Eight at a time, whether there are as many or not: how many there are comes at random, a branch on it is dear.
    while (stops !== 0) {
      stops = addStop(at, position, stops);
      stops = addStop(at + 4, position, stops);
      stops = addStop(at + 8, position, stops);
      stops = addStop(at + 12, position, stops);
      stops = addStop(at + 16, position, stops);
      stops = addStop(at + 20, position, stops);
      stops = addStop(at + 24, position, stops);
      stops = addStop(at + 28, position, stops);
      at += 32;
    }
    at = next;
  }
  endList(at);
  return at !== list;
}

function endList(end: usize): void {
  for (let at = end; at < end + END_BYTES; at += 16) v128.store(at, i32x4.splat(NO_STOP));
  stopAt = list;
}

/** A bit for each of 16 bytes that is a stop. */
function stopsAt(bytes: v128, delimiters: v128, quotes: v128, feeds: v128, returns: v128): u64 {
  const breaks = v128.or(i8x16.eq(bytes, feeds), i8x16.eq(bytes, returns));
  const marks = v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, quotes));
  return <u64>i8x16.bitmask(v128.or(breaks, marks));
}

/** Lists the first of the stops, and returns the others. */
function addStop(address: usize, position: usize, stops: u64): u64 {
  store<u32>(address, <u32>(position + <usize>ctz(stops)));
  return stops & (stops - 1);
}
