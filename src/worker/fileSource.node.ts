// By this name they are loaded when they are first used: 1.5 ms that a buffer does without.
import { type BigIntStats, closeSync, openSync, promises, readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { GausslineError, type Warning } from '../core/errors.js';
import type { ByteSource } from '../core/table/byteSource.js';

const CHUNK_BYTES = 1 << 20;

/** A file on a disk, streamed; never held whole. */
export type FileSource = ByteSource & {
  /** Same stamp, same content: changes whenever the file is written, replaced or touched. */
  readonly stamp: string;
  /**
   * What has happened to the file since the source was made: null for nothing.
   *
   * @throws GausslineError `source/disappeared` when it is gone.
   */
  changedSince(): Promise<Warning | null>;
};

/**
 * Opens nothing yet: looks whether `path` is a file that can be read.
 * A pass that reaches the end throws `source/disappeared` if the file is gone by then.
 *
 * @throws GausslineError `source/not-found`, `source/not-a-file`, `source/not-readable`.
 */
export async function fileSource(path: string): Promise<FileSource> {
  const name = basename(path);
  const before = await promises.stat(path, { bigint: true }).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  // A pipe or a device would block or never end.
  if (!before.isFile()) throw notAFile(path, before);
  const changedSince = () => compareWithDisk(path, before);
  return {
    name,
    size: Number(before.size),
    stamp: `${path}\0${before.ino}\0${before.size}\0${before.mtimeNs}\0${before.ctimeNs}`,
    changedSince,
    async *open() {
      const handle = await openAgain(path);
      try {
        yield* chunksOf(handle, path);
      } finally {
        await handle.close();
      }
      await changedSince();
    },
  };
}

async function* chunksOf(handle: FileHandle, path: string): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Opens a file that was there a moment ago, so that its absence now has another name. */
async function openAgain(path: string): Promise<FileHandle> {
  return promises.open(path, 'r').catch((error: unknown) => {
    throw isGone(error) ? disappeared(path, error) : unreadable(path, error);
  });
}

/** As `openAgain`, in this thread at once; to be closed by its number. */
export function openAgainNow(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw isGone(error) ? disappeared(path, error) : unreadable(path, error);
  }
}

/**
 * The first bytes of a file, at most so many, in this thread at once: a turn through the system's own threads takes
 * longer.
 *
 * @throws GausslineError `source/disappeared`, `source/not-readable`.
 */
export function startOfFile(path: string, length: number): Uint8Array {
  const file = openAgainNow(path);
  try {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, fillFrom(file, bytes, 0));
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    closeSync(file);
  }
}

/** Reads from a place on until the bytes are full or the file ends; returns how many there are. */
export function fillFrom(file: number, bytes: Uint8Array, position: number): number {
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(file, bytes, filled, bytes.length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

async function compareWithDisk(path: string, before: BigIntStats): Promise<Warning | null> {
  const now = await promises.stat(path, { bigint: true }).catch((error: unknown) => {
    throw isGone(error) ? disappeared(path, error) : unreadable(path, error);
  });
  const isSame = now.size === before.size && now.mtimeNs === before.mtimeNs && now.ino === before.ino;
  if (isSame) return null;
  const sizes = now.size === before.size ? 'same size' : `${before.size} bytes before, ${now.size} after`;
  return {
    code: 'source/changed-while-read',
    message: `${basename(path)} changed while it was read (${sizes}); the result may mix old and new rows.`,
    hint: 'Fit again once the file is complete.',
  };
}

/** Its rows were read once and are not the same the next time. */
export function changedBetweenPasses(path: string): GausslineError {
  return new GausslineError(
    'source/changed',
    `${basename(path)} changed between two passes over it; it is too large to be kept in memory.`,
    'Fit again once the file is complete.',
  );
}

function notAFile(path: string, found: BigIntStats): GausslineError {
  const what = found.isDirectory() ? 'a folder' : found.isFIFO() ? 'a pipe' : 'a device';
  const message = `${path} is ${what}; a regular file was expected.`;
  return new GausslineError('source/not-a-file', message, 'Choose a CSV file.');
}

function disappeared(path: string, cause: unknown): GausslineError {
  const message = `${basename(path)} was deleted or moved while it was read.`;
  const hint = 'Put the file back, then fit again.';
  return new GausslineError('source/disappeared', message, hint, {}, { cause });
}

export function unreadable(path: string, cause: unknown): GausslineError {
  if (isGone(cause)) {
    const message = `There is no file ${path}.`;
    return new GausslineError('source/not-found', message, 'Check the path.', {}, { cause });
  }
  const message = `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`;
  const hint = 'Check that you may read the file and that its disk is there.';
  return new GausslineError('source/not-readable', message, hint, {}, { cause });
}

function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
