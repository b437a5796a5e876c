import type { Warning } from '../core/errors.js';
import { type ByteSource, memorySource } from '../core/table/byteSource.js';
import { fingerprintSource } from '../core/table/readTable.js';
import type { SourceRef } from '../protocol/workerContract.js';
import { type FileSource, fileSource } from './fileSource.node.js';
import type { Work } from './work.js';

/** A source that is ready to be read, with what tells it from another. */
export type OpenSource = {
  source: ByteSource;
  /** Where the source is a file on a disk. */
  file: { path: string; source: FileSource } | null;
  stamp: string;
  /** Where the source is in memory; see `Table`. */
  fingerprint: string | undefined;
  /** Null: nothing happened to it since it was opened. Throws `source/disappeared`. */
  changedSince(): Promise<Warning | null>;
};

/** @throws GausslineError `source/...`, `cancelled` */
export async function openSource(ref: SourceRef, work: Work): Promise<OpenSource> {
  const opened = ref.kind === 'file' ? await openFile(ref.path) : await openBytes(ref, work);
  work.bytesTotal = opened.source.size ?? null;
  return opened;
}

async function openFile(path: string): Promise<OpenSource> {
  const source = await fileSource(path);
  const { stamp, changedSince } = source;
  return { source, file: { path, source }, stamp, fingerprint: undefined, changedSince };
}

async function openBytes(ref: SourceRef & { kind: 'bytes' }, work: Work): Promise<OpenSource> {
  const source = memorySource(ref.name, ref.bytes);
  // Hashing is far cheaper than reading, and the same text is asked for again with every change of the formula.
  const fingerprint = await fingerprintSource(source, work.checkpoint);
  const stamp = `${ref.name}\0${fingerprint}`;
  return { source, file: null, stamp, fingerprint, changedSince: async () => null };
}
