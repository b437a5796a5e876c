import { LEAST_F1, meanScores } from '../core/table/polluted/meanScores.js';
import { POLLUTIONS } from '../core/table/polluted/pollutions.js';

/** Scores fresh files of every kind and prints a table; the exit code is 1 where a kind falls below its bound. */
async function main(firstSeed: number, files: number): Promise<void> {
  console.log(`seeds from ${firstSeed}, ${files} files of each kind\n`);
  for (const [index, pollution] of POLLUTIONS.entries()) {
    const scores = await meanScores(pollution, { firstSeed: firstSeed + files * index, files });
    const { header, record, cell, worst } = scores;
    const isBelow = Math.min(header, record, cell) < LEAST_F1;
    const found = [header, record, cell].map((score) => score.toFixed(4)).join('  ');
    console.log(
      `${isBelow ? 'BELOW' : '  ok '}  ${found}  ${pollution.kind}  ${worst.slice(0, 5).join(' ')}`,
    );
    if (isBelow) process.exitCode = 1;
  }
}

const [firstSeed, files] = process.argv.slice(2).map(Number);
void main(firstSeed ?? 1, files ?? 100);
