// A program in two bundles: what it runs at once, and what it loads by `import()`. Compiling both took as long as the work.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';

/**
 * Options of a build that writes FIRST.js, and beside it FIRSTLater.js with all that is loaded by `import()`. Both are
 * CommonJS and share what both need: it is in FIRST.js, which runs once.
 *
 * @param options of a CommonJS build of one entry with an `outfile`
 * @returns {import('esbuild').BuildOptions}
 */
export function inTwo({ outfile, ...options }) {
  const { entryPoints, plugins = [], minify, sourcemap, metafile, absWorkingDir, ...rest } = options;
  const { dir, name } = path.parse(outfile);
  const again = { ...rest, minify, sourcemap, absWorkingDir };
  return {
    // esbuild splits ES modules only; what it has split becomes CommonJS afterwards.
    ...{ ...rest, absWorkingDir, entryPoints: { [name]: entryPoints[0] }, outdir: dir },
    ...{ format: 'esm', splitting: true, write: false, minify: false, metafile: true },
    sourcemap: sourcemap ? 'inline' : false,
    plugins: [
      ...plugins,
      {
        name: 'in-two',
        setup: (build) =>
          build.onEnd(async (result) => {
            if (result.errors.length > 0) return;
            const parts = partsOf(result, name);
            await write({ ...again, ...first(parts, name), outfile });
            await write({ ...again, ...later(parts, name), outfile: path.join(dir, `${name}Later.js`) });
          }),
      },
    ],
  };
}

/** Builds and writes in ASCII, which is loaded twice as fast; esbuild leaves other characters in regular expressions. */
async function write(options) {
  const { outputFiles } = await esbuild.build({ ...options, write: false });
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  for (const { path: file, text } of outputFiles)
    await writeFile(file, file.endsWith('.js') ? text.replaceAll(/[^\0-\x7f]/g, escaped) : text);
}

/** The files of a split program by their names: their text, what they export, and whether the program begins with them. */
function partsOf({ outputFiles, metafile }, name) {
  const parts = new Map();
  const texts = new Map(outputFiles.map(({ path: file, text }) => [path.basename(file), text]));
  for (const [file, { imports, exports, entryPoint }] of Object.entries(metafile.outputs)) {
    const base = path.basename(file);
    const isEntry = entryPoint !== undefined;
    parts.set(base, { text: texts.get(base), imports, exports, isEntry, isFirst: false });
  }
  const visit = (base) => {
    const part = parts.get(base);
    if (part === undefined || part.isFirst) return;
    part.isFirst = true;
    for (const { path: file, kind } of part.imports)
      if (kind === 'import-statement') visit(path.basename(file));
  };
  visit(`${name}.js`);
  return parts;
}

/** What is needed at once, with what the other bundle shares with it; loads that one when it is first asked for. */
function first(parts, name) {
  const shared = [...parts].filter(([, part]) => part.isFirst && !part.isEntry);
  const imports = shared.map(
    ([base, { exports }]) => `import { ${pairs(base, exports, ' as ')} } from './${base}';`,
  );
  const named = shared.map(([base, { exports }]) => `${wordOf(base)}: { ${pairs(base, exports, ': ')} }`);
  const borrowed = (base) => `module.exports = require('./${name}Later.js').${wordOf(base)};`;
  // A function: what is shared is looked up only where there is someone to share it with.
  const lines = [...imports, `export * from './${name}.js';`, `export const shared = () => ({ ${named} });`];
  return inMemory(lines, {
    textOf: (base) => (parts.get(base).isFirst ? parts.get(base).text : borrowed(base)),
    external: `./${name}Later.js`,
  });
}

function pairs(base, names, between) {
  return names.map((one) => `${one}${between}${wordOf(base)}_${one}`).join(', ');
}

/** The rest. What the first bundle shares is the same for good by now: no module exports a variable. */
function later(parts, name) {
  const all = [...parts].filter(([, part]) => !part.isFirst && part.isEntry);
  const borrowed = (base) =>
    `import { shared } from './${name}.js';
     export const { ${parts.get(base).exports.join(', ')} } = shared().${wordOf(base)};`;
  return inMemory(
    all.map(([base]) => `export * as ${wordOf(base)} from './${base}';`),
    {
      textOf: (base) => (parts.get(base).isFirst ? borrowed(base) : parts.get(base).text),
      external: `./${name}.js`,
    },
  );
}

/** Options of a build whose files are texts in memory; `external` stays a file of its own. */
function inMemory(lines, { textOf, external }) {
  const plugin = {
    name: 'texts',
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path: file }) =>
        file === external
          ? { path: file, external: true }
          : { path: path.basename(file), namespace: 'texts' },
      );
      build.onLoad({ filter: /./, namespace: 'texts' }, ({ path: base }) => ({ contents: textOf(base) }));
    },
  };
  return { stdin: { contents: lines.join('\n'), sourcefile: 'entry.js' }, plugins: [plugin] };
}

/** A file's name as a word. */
function wordOf(base) {
  return path.parse(base).name.replaceAll(/\W/g, '_');
}
