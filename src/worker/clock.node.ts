/** Milliseconds since some moment. Node loads `performance` when it is first asked for, and a first answer waits for that. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
