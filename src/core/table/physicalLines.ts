const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The byte that ends the line that `start` lies on: its line break, or `end`. */
export function lineEnd(bytes: Uint8Array, start: number, end: number): number {
  let position = start;
  while (position < end && bytes[position] !== LINE_FEED && bytes[position] !== CARRIAGE_RETURN) position++;
  return position;
}

/** The byte behind the line break at `stop`. */
export function nextLine(bytes: Uint8Array, stop: number, end: number): number {
  if (stop >= end) return end;
  const isPair = bytes[stop] === CARRIAGE_RETURN && stop + 1 < end && bytes[stop + 1] === LINE_FEED;
  return stop + (isPair ? 2 : 1);
}
