import { GausslineError } from '../core/errors.js';
import type { ByteSource } from '../core/table/byteSource.js';
import { cleanCsv } from '../core/table/cleanCsv.js';
import type { Exported, ExportRequest } from '../protocol/workerContract.js';
import { isSameFile, writeWholeFile } from './wholeFile.node.js';
import type { Work } from './work.js';

/**
 * Writes the table of a source as plain CSV.
 *
 * @throws GausslineError `export/same-file`, `export/disk-full`, `export/not-writable`; what reading throws.
 */
export async function exportCsv(
  source: ByteSource,
  { request, work }: { request: ExportRequest; work: Work },
): Promise<Exported> {
  const { target, reading } = request;
  if (request.source.kind === 'file' && (await isSameFile(request.source.path, target)))
    throw overItself(request.source.name);
  work.enter('reading');
  const byteCount = await writeWholeFile(
    target,
    cleanCsv(source, { ...reading, checkpoint: work.checkpoint }),
  );
  return { rowCount: work.rowCount, byteCount };
}

function overItself(name: string): GausslineError {
  const message = `${name} is the file that is read; a clean copy needs a name of its own.`;
  return new GausslineError('export/same-file', message, 'Choose another name.');
}
