// Taking a group's measurements in turns, and judging its rows by them.
import { measurementsOf } from './rows.mjs';

/**
 * Every measurement of the rows once a round, so that the machine's noise hits them alike.
 *
 * @param options `warmUps`: rounds before the `rounds` that count
 * @returns by key: the values of the rounds, and a note where there is none or not all that was asked for
 */
export async function takeTurns(rows, { parties, files, rounds, warmUps }) {
  const taken = new Map();
  for (let round = -warmUps; round < rounds; round++) {
    for (const { key, party, task, file } of measurementsOf(rows)) {
      const known = taken.get(key) ?? { values: [], note: '' };
      taken.set(key, known);
      if (known.isMissing) continue;
      const { value, note } = await parties.ask(party, task, files[file].path);
      known.note = note;
      if (value === null) known.isMissing = true;
      else if (round >= 0) known.values.push(value);
    }
  }
  return taken;
}

export const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};

/** A row with what it came to: `ratios` (or plain values), their minimum and median, and the verdict. */
export function judge(row, taken, files) {
  const of = taken.get(row.of.key);
  const to = row.to === null ? null : taken.get(row.to.key);
  const missing = [of, to].find((side) => side?.isMissing);
  if (missing) return { ...row, of, to, ratios: null, verdict: 'NOT MET', note: missing.note };
  const unit = row.isPerByte ? files[row.to.file].bytes / files[row.of.file].bytes : 1;
  // Two measurements of one round stand next to each other in time: their ratio feels the machine least.
  const ratios = of.values.map((value, round) => (to === null ? value : (value / to.values[round]) * unit));
  const note = [of, to].map((side) => side?.note).find(Boolean) ?? '';
  return { ...row, of, to, ratios, note, verdict: verdictOn(row.bound, median(ratios), note) };
}

function verdictOn(bound, value, note) {
  if (bound === null) return '';
  return value <= bound && note === '' ? 'met' : 'NOT MET';
}

/** A row that was not run. */
export const notRun = (row, note) => ({
  ...row,
  ...{ of: null, to: null, ratios: null, note, verdict: row.bound === null ? '' : 'NOT MET' },
});
