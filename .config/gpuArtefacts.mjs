// The GPU's two bundles, tfjs on the CPU to compare it with, and Dawn's binary beside the one that loads it.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const dawn = fileURLToPath(new URL('../node_modules/webgpu/dist', import.meta.url));

/** @returns {import('esbuild').BuildOptions[]} programs for Node, and a Worker for a page without `eval`. */
export function gpuBundles(node, shared) {
  const browser = { ...shared, platform: 'browser', format: 'iife', target: 'chrome128' };
  return [
    {
      ...node,
      entryPoints: ['src/worker/gpu/processMain.node.ts'],
      outfile: 'dist/gpu/process.js',
      // tfjs's ES modules: its bundle for Node holds every operation there is.
      mainFields: ['module', 'main'],
      // Loaded only by who fetches a model; nobody does.
      external: ['node-fetch'],
      // Dawn's package is an ES module that looks for its binary beside itself.
      define: { 'import.meta.url': '__bundleUrl' },
      banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
      minify: true,
    },
    {
      ...node,
      entryPoints: ['src/worker/gpu/cpuMain.node.ts'],
      outfile: 'dist/gpu/cpu.js',
      mainFields: ['module', 'main'],
      external: ['node-fetch'],
      minify: true,
    },
    { ...browser, minify: true, entryPoints: ['src/worker/gpu/panelMain.ts'], outfile: 'dist/gpu/panel.js' },
  ];
}

/** Puts this platform's Dawn where the bundle looks for it; copies only what changed, for it is large. */
export function placeDawn() {
  const platform = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;
  const from = path.join(dawn, platform);
  const to = path.join('dist/gpu/dist', platform);
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (!isSame(path.join(from, name), path.join(to, name)))
      replace(path.join(from, name), path.join(to, name));
  }
}

function isSame(from, to) {
  if (!existsSync(to)) return false;
  const [source, copy] = [statSync(from), statSync(to)];
  return source.size === copy.size && source.mtimeMs === copy.mtimeMs;
}

/** A process may have the old one mapped: its file must not be written into. */
function replace(from, to) {
  rmSync(to, { force: true });
  cpSync(from, to, { preserveTimestamps: true });
}
