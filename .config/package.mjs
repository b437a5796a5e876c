// `npm run package`: a production build for this platform in dist/gaussline-PLATFORM-VERSION.vsix: it holds Dawn, the
// native code that trains on a GPU, and that is made for one platform only.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';
import { ensureDependencies, root } from './setup.mjs';

// As vsce names it.
const platform = `${process.platform}-${process.arch === 'arm' ? 'armhf' : process.arch}`;

/** Builds and packs the extension; returns the VSIX's path. */
export async function packageExtension(options = {}) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const file = path.join(root, 'dist', `gaussline-${platform}-${version}.vsix`);
  const build = await run(process.execPath, ['esbuild.js', '--production'], { cwd: root, ...options });
  if (build !== 0) throw new Error('The production build failed. Read its messages above.');
  const vsce = ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies'];
  const code = await run(process.execPath, [...vsce, '--target', platform, '--out', file], {
    cwd: root,
    timeoutMs: 120_000,
    ...options,
  });
  if (code !== 0) throw new Error(`vsce package ended with ${code}. Read its messages above.`);
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureDependencies();
  const file = await packageExtension();
  console.log(`${path.relative(root, file)}, ${(statSync(file).size / 1024).toFixed(0)} KB`);
}
