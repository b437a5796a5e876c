import type { ReadChoices } from '../core/table/readChoices.js';
import type { ReadFile } from './readFile.js';

const MAX_FILES = 3;
/** What the files beside the newest may take of memory together. */
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * The files read last, by the stamp of their source and what was settled about it, so that a fit with another formula
 * does not read again. The shelf holds them: what it lets go goes when nobody else holds it.
 */
export class FileShelf {
  /** In order of last use, the oldest first. */
  private readonly files = new Map<string, ReadFile>();

  get(stamp: string, reading: ReadChoices): ReadFile | undefined {
    const key = keyOf(stamp, reading);
    const file = this.files.get(key);
    if (file === undefined) return undefined;
    this.files.delete(key);
    if (file.isLost) {
      file.release();
      return undefined;
    }
    this.files.set(key, file);
    return file;
  }

  /** The fingerprint of a source that is here in any reading. */
  fingerprintOf(stamp: string): string | undefined {
    const found = [...this.files].find(([key]) => key.startsWith(keyOf(stamp)));
    return found?.[1].table.fingerprint;
  }

  put(stamp: string, reading: ReadChoices, file: ReadFile): void {
    const key = keyOf(stamp, reading);
    file.hold();
    this.remove(key);
    this.files.set(key, file);
    for (const oldest of this.files.keys()) {
      if (this.files.size === 1 || this.fits()) return;
      this.remove(oldest);
    }
  }

  /** Lets go of all that was read of a file on a disk before it had this stamp. */
  removeStale(path: string, stamp: string): void {
    for (const key of [...this.files.keys()])
      if (key.startsWith(`${path}\0`) && !key.startsWith(keyOf(stamp))) this.remove(key);
  }

  private remove(key: string): void {
    this.files.get(key)?.release();
    this.files.delete(key);
  }

  private fits(): boolean {
    const sizes = [...this.files.values()].map(({ byteCount }) => byteCount);
    return sizes.length <= MAX_FILES && sizes.reduce((sum, size) => sum + size) <= MAX_BYTES;
  }
}

/** Choices made in another order are the same. */
function keyOf(stamp: string, reading?: ReadChoices): string {
  if (reading === undefined) return `${stamp}\0`;
  const sorted = (choices: object) => Object.entries(choices).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${stamp}\0${JSON.stringify([sorted(reading.dialect), sorted(reading.kinds)])}`;
}
