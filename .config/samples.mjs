// Makes media/samples/houses.csv: `node .config/samples.mjs`. Synthetic, from one seed, so that every copy is the same.
//
// price = 62 + 0.178 area - 0.9 age + noise; areas are lognormal about 1,650 sqft, ages exponential about 32 years,
// noise is normal with a standard deviation of 26 kUSD times the square root of area / 1,700. Three rows lack a cell, and
// four are set apart on purpose (lines 88, 214, 377 and 431), so that the sample has something to find.
import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** mulberry32: a small generator with a known sequence for each seed. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Box and Muller. */
const normalFrom = (uniform) => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

function house(uniform) {
  const area = Math.round(Math.min(4400, Math.max(560, Math.exp(7.41 + 0.36 * normalFrom(uniform)))));
  const age = Math.min(118, Math.floor(-32 * Math.log(1 - uniform())));
  const spread = 26 * Math.sqrt(area / 1700);
  return { area, age, price: 62 + 0.178 * area - 0.9 * age + spread * normalFrom(uniform) };
}

/** The rows that are set apart, by line. */
const APART = {
  88: { area: 3890, age: 21, price: 622 },
  214: { area: 4310, age: 9, price: 679 },
  377: { area: 3460, age: 14, price: 806 },
  431: { area: 905, age: 3, price: 309.5 },
};

const MISSING = { 57: 'age', 163: 'price', 402: 'area' };

export function housesCsv() {
  const uniform = seeded(1977);
  const lines = ['area (sqft),age (years),price (kUSD)'];
  for (let line = 2; line <= 507; line++) {
    const drawn = house(uniform);
    const row = APART[line] ?? drawn;
    const cells = { area: String(row.area), age: String(row.age), price: Math.max(41, row.price).toFixed(1) };
    if (MISSING[line]) cells[MISSING[line]] = '';
    lines.push(`${cells.area},${cells.age},${cells.price}`);
  }
  return `${lines.join('\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync('media/samples', { recursive: true });
  writeFileSync('media/samples/houses.csv', housesCsv());
}
