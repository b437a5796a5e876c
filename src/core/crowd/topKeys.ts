/**
 * The largest keys of many, each at a place of its own: a heap with the key on top that goes next, so that a new one
 * costs a few steps, not a list that moves. Of equal keys the first ones stay.
 */
export class TopKeys {
  /** A key must be above it to get in. */
  least = -Infinity;
  private readonly keys: number[] = [];
  /** By place: how many keys got in before its key. */
  private readonly order: number[] = [];
  /** Places; no key goes before those above it. */
  private readonly heap: number[] = [];
  private added = 0;

  constructor(private readonly size: number) {}

  /** The place for a key above the least: a free one, or that of the key that has to go. */
  add(key: number): number {
    const { heap, size } = this;
    const isFull = heap.length === size;
    const place = isFull ? heap[0]! : heap.length;
    this.keys[place] = key;
    this.order[place] = this.added++;
    if (isFull) this.sink(place);
    else this.rise(place);
    if (heap.length === size) this.least = this.keys[heap[0]!]!;
    return place;
  }

  /** Those of the largest keys first. */
  places(): number[] {
    return [...this.heap].sort((a, b) => (this.goesBefore(a, b) ? 1 : -1));
  }

  keyAt(place: number): number {
    return this.keys[place]!;
  }

  /** Of two places: whose key has to go first. */
  private goesBefore(a: number, b: number): boolean {
    const { keys, order } = this;
    return keys[a]! < keys[b]! || (keys[a] === keys[b] && order[a]! > order[b]!);
  }

  /** From a new leaf to where it belongs. */
  private rise(place: number): void {
    const { heap } = this;
    let at = heap.length;
    for (let up = (at - 1) >> 1; at > 0 && this.goesBefore(place, heap[up]!); up = (at - 1) >> 1) {
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = place;
  }

  /** From the top to where it belongs. */
  private sink(place: number): void {
    const { heap } = this;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && this.goesBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!this.goesBefore(heap[child]!, place)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = place;
  }
}
