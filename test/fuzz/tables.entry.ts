// Run by hand, from dist/test: node dist/test/fuzz/tables.entry.js [COUNT] [SEED]
import { fuzzTables } from './tables.js';

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 1e5);
  const seed = Number(process.argv[3] ?? Date.now() % 1e6);
  console.log({ count, seed, scannedRows: await fuzzTables(count, seed) });
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
