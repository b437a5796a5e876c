/** Names for more columns of a table: one that it has already gets a number. */
export function newNames(names: readonly string[], wanted: readonly string[]): string[] {
  const taken = new Set(names);
  return wanted.map((name) => {
    let free = name;
    for (let k = 2; taken.has(free); k++) free = `${name} ${k}`;
    return free;
  });
}
