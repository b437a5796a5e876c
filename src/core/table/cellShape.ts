/** What a cell looks like, whatever it means. */
export type CellShape =
  | 'empty'
  | 'number'
  | 'date'
  | 'time'
  | 'currency'
  | 'percent'
  | 'code'
  | 'link'
  | 'word'
  | 'text';

const NUMBER = /^[+-]?(?:\d{1,3}(?:[ ',.]\d{3})+(?:[.,]\d+)?|\d+[.,]?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const DATE =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/;
const TIME = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?$/i;
const CURRENCY = /^(?:[-+]?[$€£¥] ?\d[\d.,]*|[-+]?\d[\d.,]* ?[$€£¥])$/;
const PERCENT = /^[+-]?\d+(?:[.,]\d+)? ?%$/;
const LINK = /^(?:https?:\/\/|www\.)[^\s,;|"]+$|^[\w.+-]+@[\w-]+\.[\w.]+$/i;
const CODE = /^(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[A-Za-z\d]+(?:[-_./][A-Za-z\d]+)*$/;

/** Shapes that hardly ever come about by chance: a column of one of them tells a misplaced cell from its own. */
const TELLING: ReadonlySet<CellShape> = new Set([
  'number',
  'date',
  'time',
  'currency',
  'percent',
  'code',
  'link',
]);

export function isTelling(shape: CellShape): boolean {
  return TELLING.has(shape);
}

/** The shape of a text without spaces around it. */
export function shapeOf(text: string): CellShape {
  if (text === '') return 'empty';
  const first = text.charCodeAt(0);
  const isDigit = first >= 48 && first <= 57;
  if (text.length <= 40) {
    if (!isLetter(first)) {
      if (NUMBER.test(text)) return 'number';
      if (isDigit && DATE.test(text)) return 'date';
      if (isDigit && TIME.test(text)) return 'time';
      if (PERCENT.test(text)) return 'percent';
      if (CURRENCY.test(text)) return 'currency';
    }
    if (CODE.test(text)) return 'code';
  }
  if (LINK.test(text)) return 'link';
  return /\s/.test(text) ? 'text' : 'word';
}

/** Of the Latin alphabet: with one begins no number of any form. */
function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** The kinds of characters of a short text in runs: `AB-12` is `A2-92`; empty for a long one. */
export function patternOf(text: string): string {
  if (text.length > 24) return '';
  let pattern = '';
  for (let start = 0; start < text.length; ) {
    const kind = kindAt(text, start);
    let end = start + 1;
    if (kind === '') pattern += text[start];
    else {
      while (end < text.length && kindAt(text, end) === kind) end++;
      pattern += kind + (end - start);
    }
    start = end;
  }
  return pattern;
}

function kindAt(text: string, index: number): '9' | 'A' | 'a' | '' {
  const code = text.charCodeAt(index);
  if (code >= 48 && code <= 57) return '9';
  if (code >= 65 && code <= 90) return 'A';
  return code >= 97 && code <= 122 ? 'a' : '';
}
