import type { Table } from '../core/table/table.js';

const MAX_TABLES = 3;
/** What the tables beside the newest may take together. */
const MAX_BYTES = 512 * 1024 * 1024;

/** The tables read last, by the stamp of their source, so that a fit with another formula does not read again. */
export class TableShelf {
  /** In order of last use, the oldest first. */
  private readonly tables = new Map<string, Table>();

  get(stamp: string): Table | undefined {
    const table = this.tables.get(stamp);
    if (table !== undefined) this.put(stamp, table);
    return table;
  }

  put(stamp: string, table: Table): void {
    this.tables.delete(stamp);
    this.tables.set(stamp, table);
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

/** Bytes of a table's arrays; the rest of it is small. */
function sizeOf(table: Table): number {
  const lines = table.lines.byteLength;
  const numbers = table.columns.filter((column) => column.kind === 'number');
  return lines + numbers.length * table.rowCount * Float64Array.BYTES_PER_ELEMENT;
}
