// Compiles the AssemblyScript kernel for esbuild and puts its bytes into every bundle that imports `kernel.wasm`:
// there is no file to find at run time.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../src/kernel', import.meta.url));
/** Bytes by source text: one compilation serves all bundles, until a source changes. */
const compiled = new Map();

export const kernelPlugin = {
  name: 'kernel',
  setup(build) {
    build.onResolve({ filter: /\/kernel\.wasm$/ }, () => ({ path: 'kernel.wasm', namespace: 'kernel' }));
    build.onLoad({ filter: /./, namespace: 'kernel' }, async () => {
      const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
      const watchFiles = files.map((file) => path.join(folder, file));
      const text = watchFiles.map((file) => readFileSync(file, 'utf8')).join('');
      if (!compiled.has(text)) compiled.set(text, compile());
      return { contents: await compiled.get(text), loader: 'binary', watchFiles };
    });
  },
};

async function compile() {
  const { default: asc } = await import('assemblyscript/asc');
  const entry = ['index.ts', '--baseDir', folder, '--outFile', 'kernel.wasm'];
  const options = ['--runtime', 'stub', '-O3', '--enable', 'simd', '--noAssert', '--initialMemory', '64'];
  let contents;
  const { error, stderr } = await asc.main([...entry, ...options], {
    writeFile: (_name, bytes) => {
      contents = bytes;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr}`);
  return contents;
}
