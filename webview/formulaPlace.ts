import type { TextRange } from '../src/protocol/index.js';

/** Where the caret stands in a formula, as far as it takes to complete the name that is being written there. */
export type FormulaPlace = {
  /** The part of the name before the caret; empty between names. */
  typed: string;
  /** The whole name, backticks included; empty between names. */
  range: TextRange;
  /** Left of `~`, or where no `~` stands yet. */
  isTarget: boolean;
  /** The function whose parentheses the caret stands in; null outside of any. */
  call: string | null;
  /** A parenthesis follows: the name is a function's. */
  isCall: boolean;
  /** Columns named left of `~`, and right of it, other than the one being written. */
  targets: ReadonlySet<string>;
  terms: ReadonlySet<string>;
};

/** Names, texts, numbers and single signs; an open quote reaches to the end. */
const TOKEN =
  /`(?:\\.|[^`\\])*`?|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|(?:[\p{L}_]|\.(?!\d))[\p{L}\p{M}\p{N}._]*|[\d.]+|\S/gsu;

/** The place at a caret, also in a formula that is not yet right; null inside a text or a number. */
export function placeAt(text: string, caret: number): FormulaPlace | null {
  const tokens = [...text.matchAll(TOKEN)].map(({ 0: written, index }) => ({
    written,
    start: index,
    end: index + written.length,
  }));
  const at = tokens.findIndex(({ start, end }) => start < caret && caret <= end);
  const token = tokens[at];
  const isName = token !== undefined && isNameToken(token.written);
  if (token !== undefined && !isName && /^["'\d]/.test(token.written)) return null;
  const before = tokens.filter(({ start }) => start < caret).map(({ written }) => written);
  const tilde = tokens.findIndex(({ written }) => written === '~');
  const named = (isWanted: (index: number) => boolean) =>
    new Set(
      tokens
        .filter(({ written }, i) => i !== at && isWanted(i) && isColumnToken(written, tokens[i + 1]?.written))
        .map(({ written }) => nameIn(written)),
    );
  return {
    typed: isName ? nameIn(text.slice(token.start, caret)) : '',
    range: isName ? rangeOf(token, caret) : { start: caret, end: caret },
    isTarget: !before.includes('~'),
    call: openCall(isName ? before.slice(0, -1) : before),
    isCall: isName && tokens[at + 1]?.written === '(',
    targets: named((i) => i < tilde),
    terms: named((i) => tilde >= 0 && i > tilde),
  };
}

/** A name in backticks that are not closed ends at the caret: what follows was something else. */
function rangeOf(token: { written: string; start: number; end: number }, caret: number): TextRange {
  const { written, start, end } = token;
  const isOpen = written[0] === '`' && (written.length === 1 || written.at(-1) !== '`');
  return { start, end: isOpen ? caret : end };
}

function isNameToken(written: string): boolean {
  return /^[`\p{L}_.]/u.test(written) && written !== '.';
}

function isColumnToken(written: string, next: string | undefined): boolean {
  return isNameToken(written) && (written[0] === '`' || next !== '(');
}

/** The name itself, without backticks and escapes. */
function nameIn(written: string): string {
  if (written[0] !== '`') return written;
  const inner = written.length > 1 && written.at(-1) === '`' ? written.slice(1, -1) : written.slice(1);
  return inner.replace(/\\(.)/gs, '$1');
}

/** The innermost function that is open after these tokens. */
function openCall(tokens: readonly string[]): string | null {
  const open: string[] = [];
  tokens.forEach((written, i) => {
    const before = tokens[i - 1] ?? '';
    if (written === '(') open.push(isNameToken(before) ? before : '');
    else if (written === ')') open.pop();
  });
  return open.filter((name) => name !== '').at(-1) ?? null;
}
