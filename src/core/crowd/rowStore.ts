import { type AllRows, emptyRows, mergeRows } from '../fit/rowTable.js';

/** An object: what calls a function that each fit makes for itself is compiled anew with each. */
export type RowKeeper = {
  /** Writes what is known of the i-th row of the block at hand into a place of rows. */
  keep(rows: AllRows, place: number, i: number): void;
};

/** Rows that are kept one by one, in arrays that grow: an object to a row takes longer to make, to send and to merge. */
export class RowStore {
  rows: AllRows;

  constructor(private readonly featureCount: number) {
    this.rows = emptyRows(LEAST_ROOM, featureCount);
  }

  /** Room for a place, where its rows can be written. */
  roomFor(place: number): AllRows {
    const { length } = this.rows.table.row;
    if (place >= length) this.rows = mergeRows([this.rows, emptyRows(length, this.featureCount)]);
    return this.rows;
  }
}

const LEAST_ROOM = 256;
