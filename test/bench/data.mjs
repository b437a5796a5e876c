// The files of the bench: seeded, so that every machine has the same bytes, and written once.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** Raise it when a change below changes a byte. */
const GENERATION = 1;
const BUFFER_BYTES = 1 << 22;
/** However small the scale: more than any file has columns. */
const FEWEST_ROWS = 2000;
const CATEGORIES = [
  'north',
  'south',
  'east',
  'west',
  'north, upper',
  'south, upper',
  'old "mill"',
  'harbour',
];

/** What is written of each file: `rows` of so many `features` and a target `y`, at full scale. */
export const FILES = {
  m1: { rows: 1_000_000, features: 10, form: 'sixDigits' },
  d17: { rows: 1_000_000, features: 10, form: 'allDigits' },
  mixed: { rows: 1_000_000, features: 9, form: 'mixed' },
  wide: { rows: 100_000, features: 100, form: 'sixDigits' },
  widest: { rows: 10_000, features: 500, form: 'sixDigits' },
  k100: { rows: 100_000, features: 11, form: 'sixDigits' },
  m10: { rows: 10_000_000, features: 10, form: 'sixDigits' },
  k10: { rows: 100_000, features: 10, form: 'sixDigits' },
  counts: { rows: 100_000, features: 10, form: 'counts' },
  small: { rows: 100, features: 10, form: 'sixDigits' },
  // Of the searches: what makes training easy or hard differs from file to file.
  plain: { rows: 300, features: 3, form: 'sixDigits' },
  exactTarget: { rows: 400, features: 20, form: 'sixDigits', noise: 0.05 },
  alike: { rows: 600, features: 8, form: 'sixDigits', likeness: 0.95 },
  few: { rows: 120, features: 40, form: 'sixDigits', noise: 1.5 },
  outlying: { rows: 1000, features: 10, form: 'sixDigits', tail: 3 },
};

/**
 * Makes sure that a file is there, whole.
 *
 * @returns `{ name, path, bytes, rows }`
 */
export function ensureFile(name, { folder, scale }) {
  const { rows: fullRows, ...shape } = FILES[name];
  const rows = Math.min(fullRows, Math.max(FEWEST_ROWS, Math.round(fullRows * scale)));
  const plan = { generation: GENERATION, rows, ...shape };
  const file = path.join(folder, `${name}-${plan.rows}.csv`);
  if (!isWhole(file, plan)) write(file, plan);
  return { name, path: file, bytes: statSync(file).size, rows: plan.rows };
}

// Beside each file lies what it was made from and how long it became.
const noteOf = (file) => `${file}.json`;

function isWhole(file, plan) {
  if (!existsSync(file) || !existsSync(noteOf(file))) return false;
  return readFileSync(noteOf(file), 'utf8') === JSON.stringify({ ...plan, bytes: statSync(file).size });
}

function write(file, plan) {
  mkdirSync(path.dirname(file), { recursive: true });
  const out = new Output(`${file}.part`);
  writeHeader(out, plan);
  const row = randomRows(plan);
  const writeRow = WRITERS[plan.form];
  for (let i = 0; i < plan.rows; i++) writeRow(out, row());
  const bytes = out.close();
  renameSync(`${file}.part`, file);
  writeFileSync(noteOf(file), JSON.stringify({ ...plan, bytes }));
}

function writeHeader(out, { features, form }) {
  const names = Array.from({ length: features }, (_, k) => `x${k + 1}`);
  out.text([...names, ...(form === 'mixed' ? ['place'] : []), 'y'].join(','));
  out.text(form === 'mixed' ? '\r\n' : '\n');
}

/**
 * A row's features, then its target; the array is the same every time. `likeness` is what the features share of a hidden
 * one (0 to 1), `tail` the power that sends some of them far out, `noise` the standard deviation of the target's.
 */
function randomRows({ features, noise = 0.5, likeness = 0, tail = 1 }) {
  const random = generator(20260401 + features);
  const weights = Array.from({ length: features }, random);
  // The features explain three quarters of the target's variance, which is 1.
  const share = Math.sqrt(0.75 / weights.reduce((sum, weight) => sum + weight * weight, 0));
  const values = new Float64Array(features + 1);
  return () => {
    let target = 1 + noise * random();
    const hidden = likeness === 0 ? 0 : random();
    for (let k = 0; k < features; k++) {
      const own = random();
      values[k] = tail === 1 ? own : Math.sign(own) * Math.abs(own) ** tail;
      if (likeness !== 0) values[k] = likeness * hidden + Math.sqrt(1 - likeness * likeness) * own;
      target += share * weights[k] * values[k];
    }
    values[features] = target;
    return { values, random };
  };
}

/** Nearly normal numbers with mean 0 and variance 1: sums of three from Marsaglia's xorshift32. */
function generator(seed) {
  let state = seed;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
  return () => (next() + next() + next()) / 2 ** 31;
}

const WRITERS = {
  sixDigits(out, { values }) {
    out.room(values.length * 16);
    for (let k = 0; k < values.length; k++) {
      if (k > 0) out.byte(44);
      out.fixed(values[k]);
    }
    out.byte(10);
  },

  /** The target is a count with about its mean as variance. */
  counts(out, { values, random }) {
    out.room(values.length * 16);
    const last = values.length - 1;
    for (let k = 0; k < last; k++) {
      out.fixed(values[k]);
      out.byte(44);
    }
    const mean = Math.exp(values[last] / 2);
    out.text(`${Math.max(0, Math.round(mean + Math.sqrt(mean) * random()))}\n`);
  },

  /** As Python, R and JavaScript write a double: 15 to 17 digits. */
  allDigits(out, { values }) {
    out.room(values.length * 26);
    // Times an odd constant: the sums above end early in binary.
    for (let k = 0; k < values.length; k++) out.text((k > 0 ? ',' : '') + values[k] * 1.012345678901234);
    out.byte(10);
  },

  /** One quoted category, CRLF, one cell of a hundred missing. */
  mixed(out, { values, random }) {
    out.room(values.length * 40);
    for (let k = 0; k < values.length; k++) {
      if (k === values.length - 1) out.text(`"${CATEGORIES[pick(random, 8)].replaceAll('"', '""')}",`);
      if (pick(random, 100) === 0) out.text('NA');
      else out.fixed(values[k]);
      if (k < values.length - 1) out.byte(44);
    }
    out.text('\r\n');
  },
};

/** One of so many, nearly alike often: the low digits of a random number. */
const pick = (random, count) => Math.floor(Math.abs(random()) * 1e6) % count;

/** A file that is written through one buffer, byte by byte. */
class Output {
  #file;
  #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #used = 0;
  #written = 0;

  constructor(file) {
    this.#file = openSync(file, 'w');
  }

  /** Makes room for the next so many bytes. */
  room(bytes) {
    if (this.#used + bytes > BUFFER_BYTES) this.#flush();
  }

  byte(value) {
    this.#buffer[this.#used++] = value;
  }

  /** Plain ASCII. */
  text(text) {
    this.room(text.length);
    this.#used += this.#buffer.latin1Write(text, this.#used);
  }

  /** A number with five decimals. */
  fixed(value) {
    let rest = Math.round(Math.abs(value) * 1e5);
    if (value < 0 && rest > 0) this.byte(45);
    const length = rest >= 1e7 ? 9 : rest >= 1e6 ? 8 : 7;
    const end = this.#used + length;
    for (let at = end - 1; at >= this.#used; at--) {
      if (at === end - 6) {
        this.#buffer[at] = 46;
      } else {
        this.#buffer[at] = 48 + (rest % 10);
        rest = Math.floor(rest / 10);
      }
    }
    this.#used = end;
  }

  /** @returns the bytes written */
  close() {
    this.#flush();
    closeSync(this.#file);
    return this.#written;
  }

  #flush() {
    this.#written += writeSync(this.#file, this.#buffer, 0, this.#used);
    this.#used = 0;
  }
}
