const DASH = 45;
const POINT = 46;
const SLASH = 47;
const COLON = 58;
const SPACE = 32;
const LARGE_T = 84;
const LARGE_Z = 90;

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const SECONDS_OF_DAY = 86_400;

/**
 * Days since 1970-01-01 of `2024-05-31` or `2024/05/31`, with a time of the day (`T12:30`, ` 12:30:05.25`, `Z`) as a
 * part of the day; NaN for anything else and for days that no calendar has.
 */
export function readDate(bytes: Uint8Array, start: number, end: number): number {
  const mark = bytes[start + 4];
  if (end - start < 10 || (mark !== DASH && mark !== SLASH) || bytes[start + 7] !== mark) return Number.NaN;
  const year = digits(bytes, start, 4);
  const day = dayOf(year, digits(bytes, start + 5, 2), digits(bytes, start + 8, 2));
  return end - start === 10 ? day : day + timeOf(bytes, start + 10, end);
}

/**
 * The same of `31.05.2024`, `31/05/2024` or `31-5-2024`, or of `05/31/2024` where the month is first, which no program
 * writes with full stops.
 */
export function readLocalDate(
  bytes: Uint8Array,
  start: number,
  end: number,
  order: 'dayFirst' | 'monthFirst',
): number {
  const second = start + lengthOfNumber(bytes, start) + 1;
  const year = second + lengthOfNumber(bytes, second) + 1;
  const mark = bytes[second - 1];
  const isMark = mark === SLASH || mark === DASH || (mark === POINT && order === 'dayFirst');
  if (!isMark || bytes[year - 1] !== mark || end < year + 4) return Number.NaN;
  const [one, other] = [digits(bytes, start, second - 1 - start), digits(bytes, second, year - 1 - second)];
  const [day, month] = order === 'dayFirst' ? [one, other] : [other, one];
  const found = dayOf(digits(bytes, year, 4), month, day);
  return end === year + 4 ? found : found + timeOf(bytes, year + 4, end);
}

/** Of one or two digits. */
function lengthOfNumber(bytes: Uint8Array, start: number): number {
  const next = bytes[start + 1]! - 48;
  return next >= 0 && next <= 9 ? 2 : 1;
}

/** `2024-05-31` for a day counted from 1970-01-01. */
export function formatDay(day: number): string {
  return new Date(Math.floor(day) * SECONDS_OF_DAY * 1000).toISOString().slice(0, 10);
}

/** The day, counted from 1970-01-01, of a text that `formatDay` wrote. */
export function parseDay(text: string): number {
  const bytes = new TextEncoder().encode(text);
  return readDate(bytes, 0, bytes.length);
}

/** By the Gregorian calendar, for all years; NaN where there is no such day. */
function dayOf(year: number, month: number, day: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const before = DAYS_BEFORE_MONTH[month - 1];
  if (before === undefined || !(day >= 1)) return Number.NaN;
  const length = (DAYS_BEFORE_MONTH[month] ?? 365) - before + (isLeap && month === 2 ? 1 : 0);
  if (day > length) return Number.NaN;
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const inYear = before + (isLeap && month > 2 ? 1 : 0) + day - 1;
  // Day 719162 is 1970-01-01, counted from 0001-01-01.
  return 365 * past + leapDays + inYear - 719_162;
}

/** The part of the day at which a time such as `T12:30:05.25Z` lies. */
function timeOf(bytes: Uint8Array, start: number, end: number): number {
  const last = bytes[end - 1] === LARGE_Z ? end - 1 : end;
  const mark = bytes[start];
  if ((mark !== LARGE_T && mark !== SPACE) || bytes[start + 3] !== COLON || last < start + 6)
    return Number.NaN;
  const minutes = below(digits(bytes, start + 1, 2), 24) * 60 + below(digits(bytes, start + 4, 2), 60);
  if (last === start + 6) return (minutes * 60) / SECONDS_OF_DAY;
  if (bytes[start + 6] !== COLON || last < start + 9) return Number.NaN;
  const seconds = below(digits(bytes, start + 7, 2), 60);
  return (minutes * 60 + seconds + fraction(bytes, start + 9, last)) / SECONDS_OF_DAY;
}

function fraction(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 0;
  const count = end - start - 1;
  if (bytes[start] !== POINT || count < 1 || count > 9) return Number.NaN;
  return digits(bytes, start + 1, count) / 10 ** count;
}

/** The integer that `count` digits spell; NaN where there is anything else. */
function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let position = start; position < start + count; position++) {
    const digit = bytes[position]! - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function below(value: number, bound: number): number {
  return value < bound ? value : Number.NaN;
}
