/** All control characters but tab and line feed: one in a header could drive the terminal. */
const CONTROL = /(?![\t\n])\p{Cc}/gu;

/** Text that is safe in a terminal: control characters become the replacement character. */
export function printable(text: string): string {
  return text.replace(CONTROL, '\uFFFD');
}
