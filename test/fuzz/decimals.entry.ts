// Run by hand, from dist/test: node dist/test/fuzz/decimals.entry.js [COUNT] [SEED]
import { fuzzDecimals, fuzzLowWords } from './decimals.js';

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 1e7);
  const seed = Number(process.argv[3] ?? 1);
  console.log('literals', await fuzzDecimals(count, seed));
  console.log('low words', await fuzzLowWords(count / 10, seed));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
