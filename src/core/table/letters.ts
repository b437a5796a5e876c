// The classes of Unicode take milliseconds to be compiled when they are first used; most files and formulas do without.
const PLAIN_LETTER = /[A-Za-z]/;
const BEYOND_PLAIN = /[\u0080-\uffff]/;

/** True when a text has a letter of any script. */
export function hasLetter(text: string): boolean {
  return PLAIN_LETTER.test(text) || (!isPlain(text) && /\p{L}/u.test(text));
}

/** True when a text begins with a letter of any script. */
export function beginsWithLetter(text: string): boolean {
  const [first = ''] = text;
  return hasLetter(first);
}

/** True when every character of a text is one of ASCII. */
export function isPlain(text: string): boolean {
  return !BEYOND_PLAIN.test(text);
}
