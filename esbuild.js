// Builds every artefact into dist/.  --watch keeps building; --tests adds one bundle per test file.
const { readdirSync } = require('node:fs');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');

const flags = new Set(process.argv.slice(2));
const isProduction = flags.has('--production');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  logLevel: 'warning',
  sourcemap: !isProduction,
  minify: isProduction,
  legalComments: 'none',
  metafile: isProduction,
};
/** @type {import('esbuild').BuildOptions} */
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node20' };

/** @type {import('esbuild').BuildOptions[]} */
const artefacts = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...node, entryPoints: ['src/worker/start.ts'], outfile: 'dist/worker.js' },
  {
    ...node,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
    minify: true,
    entryPoints: ['webview/main.ts'],
    outfile: 'dist/webview.js',
  },
  {
    ...shared,
    minify: true,
    entryPoints: ['webview/style.css'],
    outfile: 'dist/webview.css',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
  },
];

/** One bundle per `*.test.ts` (found by pattern), plus the entry of the suite that runs inside VS Code. */
function testArtefacts() {
  const files = readdirSync('test', { recursive: true }).map((file) => path.join('test', String(file)));
  const entryPoints = files.filter((file) => /(\.test|[/\\]vscode[/\\]index|\.entry)\.ts$/.test(file));
  return {
    ...node,
    entryPoints,
    outbase: 'test',
    outdir: 'dist/test',
    // vega-lite awaits at its top level, which a CommonJS bundle cannot hold: tests import it as it is.
    external: ['vscode', 'mocha', 'playwright-core', 'esbuild', 'vega-lite'],
  };
}

async function main() {
  if (isProduction) await rm('dist', { recursive: true, force: true });
  await mkdir('dist', { recursive: true });
  const { kernelPlugin } = await import('./.config/kernelPlugin.mjs');
  const { leanPackages } = await import('./.config/leanPackages.mjs');
  const { gpuBundles, placeDawn } = await import('./.config/gpuArtefacts.mjs');
  const { inTwo } = await import('./.config/inTwo.mjs');
  placeDawn();
  const all = [
    ...artefacts,
    ...gpuBundles(node, shared),
    ...(flags.has('--tests') ? [testArtefacts()] : []),
  ].map((options) => ({ ...options, alias: leanPackages, plugins: [kernelPlugin] }));
  const worker = { ...node, entryPoints: ['src/worker/main.ts'], outfile: 'dist/workerMain.js' };
  all.push(inTwo({ ...worker, alias: leanPackages, plugins: [kernelPlugin] }));
  if (flags.has('--watch')) {
    await Promise.all(all.map(async (options) => (await esbuild.context(options)).watch()));
    return;
  }
  const built = await Promise.all(all.map((options) => esbuild.build(options)));
  if (isProduction) await writeNotices(built.map(({ metafile }) => metafile));
}

/** The licences of what is packed. */
async function writeNotices(metafiles) {
  const { thirdPartyNotices } = await import('./.config/notices.mjs');
  await writeFile('dist/THIRD-PARTY-NOTICES.txt', thirdPartyNotices(metafiles));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
