// The forms that a plain number is written in: what makes an integer and a power of ten of its bytes.

const MINUS: u32 = 45;
/** Plain cells are shorter, and their digits an integer that is a double. */
export const MOST_BYTES: i32 = 16;

const FORM_BITS: i32 = 5;
const PLACE_BITS: i32 = 5;
const NEGATIVE_FORMS: i32 = (MOST_BYTES + 1) << PLACE_BITS;

/**
 * 32 bytes to a length, sign included, and a place of the mark (at or behind the length where there is none): the lanes
 * that align the digits to the right, without sign and mark, and begin with the byte behind the cell; then the power of
 * ten to divide by. Those of negative numbers, whose divisors are so too, stand `NEGATIVE_FORMS` behind. Where there is
 * no digit, the last lane has what is no digit either.
 */
export const forms: usize = memory.data((2 * NEGATIVE_FORMS) << FORM_BITS, 16);

let areSet = false;

export function setForms(): void {
  if (areSet) return;
  areSet = true;
  for (let length = 0; length <= MOST_BYTES; length++)
    for (let place = 0; place <= MOST_BYTES; place++)
      for (let sign = 0; sign < min(2, length + 1); sign++) setForm(length, place, sign);
}

/** `sign`: how many of the bytes are a sign. */
function setForm(length: i32, place: i32, sign: i32): void {
  const form = formOf(length, place, sign);
  const hasMark = place < length;
  for (let lane = 0; lane < MOST_BYTES; lane++) {
    const fromEnd = lane - MOST_BYTES + length;
    const from = hasMark && fromEnd <= place ? fromEnd - 1 : fromEnd;
    store<u8>(forms + form + <usize>lane, <u8>(from < sign ? MOST_BYTES : from));
  }
  // No cell has as many digits as there are lanes: the first one is of the byte behind the cell.
  store<u8>(forms + form, <u8>length);
  const hasDigits = length - sign > (hasMark ? 1 : 0);
  if (!hasDigits) store<u8>(forms + form + <usize>(MOST_BYTES - 1), 0);
  let power: f64 = sign === 0 ? 1 : -1;
  if (hasMark) for (let decimals = length - 1 - place; decimals > 0; decimals--) power *= 10;
  store<f64>(forms + form, power, 16);
}

/** Where the form of a cell stands behind `forms`. The place, which is known last, is added last. */
export function formOf(length: i32, place: i32, sign: i32): usize {
  const signed = (length << (PLACE_BITS + FORM_BITS)) + sign * (NEGATIVE_FORMS << FORM_BITS);
  return <usize>(signed + (place << FORM_BITS));
}

/** The place of the first of 16 bytes that is the mark; 16 for none. */
export function placeOf(bytes: v128, marks: v128): i32 {
  return ctz(i8x16.bitmask(i8x16.eq(bytes, marks)) | (1 << MOST_BYTES));
}

/** How many of the bytes from `start` on are a sign. */
export function signAt(start: usize): i32 {
  return select<i32>(1, 0, <u32>load<u8>(start) === MINUS);
}
