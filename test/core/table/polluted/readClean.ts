import { parse } from 'csv-parse/sync';
import { memorySource } from '../../../../src/core/table/byteSource.js';
import { cleanCsv } from '../../../../src/core/table/cleanCsv.js';
import { guessSource } from '../../../../src/core/table/guessSource.js';
import type { CleanTable } from './cleanTables.js';

/** What was read of a file, by way of its clean CSV. */
export async function readClean(bytes: Uint8Array): Promise<CleanTable> {
  const source = memorySource('polluted.csv', bytes);
  const chunks: Uint8Array[] = [];
  for await (const chunk of cleanCsv(source, {})) chunks.push(chunk);
  const records: string[][] = parse(Buffer.concat(chunks), { relax_column_count: false });
  const { hasHeader } = (await guessSource(source, {})).dialect;
  return hasHeader ? { header: records[0] ?? [], rows: records.slice(1) } : { header: [], rows: records };
}
