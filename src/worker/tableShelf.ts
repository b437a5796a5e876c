import type { ReadChoices } from '../core/table/readChoices.js';
import type { Table } from '../core/table/table.js';

const MAX_TABLES = 3;
/** What the tables beside the newest may take together. */
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * The tables read last, by the stamp of their source and what was settled about it, so that a fit with another formula
 * does not read again.
 */
export class TableShelf {
  /** In order of last use, the oldest first. */
  private readonly tables = new Map<string, Table>();

  get(stamp: string, reading: ReadChoices): Table | undefined {
    const table = this.tables.get(keyOf(stamp, reading));
    if (table !== undefined) this.put(stamp, reading, table);
    return table;
  }

  /** The fingerprint of a source that is here in any reading. */
  fingerprintOf(stamp: string): string | undefined {
    const found = [...this.tables].find(([key]) => key.startsWith(keyOf(stamp)));
    return found?.[1].fingerprint;
  }

  put(stamp: string, reading: ReadChoices, table: Table): void {
    const key = keyOf(stamp, reading);
    this.tables.delete(key);
    this.tables.set(key, table);
    for (const oldest of this.tables.keys()) {
      if (this.tables.size === 1 || this.fits()) return;
      this.tables.delete(oldest);
    }
  }

  private fits(): boolean {
    const sizes = [...this.tables.values()].map(sizeOf);
    return sizes.length <= MAX_TABLES && sizes.reduce((sum, size) => sum + size) <= MAX_BYTES;
  }
}

/** Choices made in another order are the same. */
function keyOf(stamp: string, reading?: ReadChoices): string {
  if (reading === undefined) return `${stamp}\0`;
  const sorted = (choices: object) => Object.entries(choices).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${stamp}\0${JSON.stringify([sorted(reading.dialect), sorted(reading.kinds)])}`;
}

/** Bytes of a table's arrays; the rest of it is small. */
function sizeOf(table: Table): number {
  const lines = table.lines.byteLength;
  const numbers = table.columns.filter((column) => column.kind === 'number');
  return lines + numbers.length * table.rowCount * Float64Array.BYTES_PER_ELEMENT;
}
