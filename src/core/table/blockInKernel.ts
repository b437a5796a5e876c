import type { BlockFacts } from './numberSink.js';
import type { Block } from './scanner.js';

/** Where the values of a column stand in a kernel's memory, with what is known of numbers; null: none are kept. */
export type ColumnPlace = { address: number; isCode: boolean; facts: BlockFacts | null } | null;

/** Where all of them stand, and the low words of the numbers where there are such. */
export type BlockPlaces = {
  columns: readonly ColumnPlace[];
  lows: readonly ColumnPlace[] | null;
};

/** A block in a kernel's memory: its values can be looked at whenever they are there, also when the memory has grown. */
export class BlockInKernel implements Block {
  readonly facts: readonly (BlockFacts | null)[];
  private seen: Pick<Block, 'columns' | 'lows'> | undefined;
  private seenIn: ArrayBuffer | undefined;

  constructor(
    private readonly memory: { readonly buffer: ArrayBuffer },
    readonly start: number,
    readonly rowCount: number,
    private readonly places: BlockPlaces,
  ) {
    this.facts = places.columns.map((place) => place?.facts ?? null);
  }

  get columns(): Block['columns'] {
    return this.look().columns;
  }

  get lows(): Block['lows'] {
    return this.look().lows;
  }

  private look(): Pick<Block, 'columns' | 'lows'> {
    const { buffer } = this.memory;
    if (this.seen === undefined || this.seenIn !== buffer) {
      const { columns, lows } = this.places;
      const numbers = (place: ColumnPlace) => this.view(place) as Float64Array | null;
      this.seen = { columns: columns.map((place) => this.view(place)), lows: lows?.map(numbers) ?? null };
      this.seenIn = buffer;
    }
    return this.seen;
  }

  private view(place: ColumnPlace): Float64Array | Int32Array | null {
    if (place === null) return null;
    const { address, isCode } = place;
    const { buffer } = this.memory;
    return isCode
      ? new Int32Array(buffer, address, this.rowCount)
      : new Float64Array(buffer, address, this.rowCount);
  }
}
