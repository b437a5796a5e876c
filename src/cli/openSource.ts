import type { Warning } from '../core/errors.js';
import { type ByteSource, memorySource } from '../core/table/byteSource.js';
import { type FileSource, fileSource } from '../worker/fileSource.node.js';

/** `file`: where it is one on a disk. `changedSince`: null where nothing happened to it since it was opened. */
export type OpenSource = {
  source: ByteSource;
  file: { path: string; source: FileSource } | null;
  changedSince(): Promise<Warning | null>;
};

/**
 * Opens a file, or standard input for `-`.
 *
 * @throws GausslineError `source/...`
 */
export async function openSource(file: string): Promise<OpenSource> {
  if (file === '-') return { source: await standardInput(), file: null, changedSince: async () => null };
  const source = await fileSource(file);
  return { source, file: { path: file, source }, changedSince: source.changedSince };
}

/** Held whole: a pipe cannot be read twice, and a wrong guess of the encoding starts again. */
async function standardInput(): Promise<ByteSource> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return memorySource('standard input', Buffer.concat(chunks));
}
