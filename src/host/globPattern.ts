/**
 * True where a path (with `/`) matches a glob as VS Code's settings write it: `*` and `?` within a folder, `**` across
 * folders, `{a,b}`, `[a-z]`. A glob without a `/` is about the name alone, in any folder.
 */
export function matchesGlob(glob: string, path: string): boolean {
  const isAboutName = !glob.includes('/');
  const subject = isAboutName ? path.slice(path.lastIndexOf('/') + 1) : path;
  return new RegExp(`^(?:${sourceOf(glob)})$`, 's').test(subject);
}

const WILDCARDS: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [/\*\*\//y, () => '(?:.*/)?'],
  [/\*\*/y, () => '.*'],
  [/\*/y, () => '[^/]*'],
  [/\?/y, () => '[^/]'],
  [/\{([^{}]*)\}/y, ([, choices = '']) => `(?:${choices.split(',').map(sourceOf).join('|')})`],
  [/\[(!?)([^\]/]+)\]/y, ([, not, set = '']) => `[${not ? '^' : ''}${set.replace(/[\\^]/g, '\\$&')}]`],
];

/** The source of a regular expression; a bracket or brace that opens nothing stands for itself. */
function sourceOf(glob: string): string {
  let source = '';
  for (let at = 0; at < glob.length; ) {
    const [length, piece] = nextPiece(glob, at);
    source += piece;
    at += length;
  }
  return source;
}

function nextPiece(glob: string, at: number): [length: number, piece: string] {
  for (const [pattern, write] of WILDCARDS) {
    pattern.lastIndex = at;
    const found = pattern.exec(glob);
    if (found !== null) return [found[0].length, write(found)];
  }
  return [1, glob[at]!.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')];
}
