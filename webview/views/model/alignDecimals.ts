/** Numbers as texts of one length in which all points stand under each other, for letters of one width. */
export function alignDecimals(texts: readonly string[]): string[] {
  const parts = texts.map((text) => {
    const point = text.includes('e') ? -1 : text.indexOf('.');
    return point < 0 ? { whole: text, rest: '' } : { whole: text.slice(0, point), rest: text.slice(point) };
  });
  const whole = Math.max(0, ...parts.map((part) => part.whole.length));
  const rest = Math.max(0, ...parts.map((part) => part.rest.length));
  return parts.map((part) => part.whole.padStart(whole) + part.rest.padEnd(rest));
}
