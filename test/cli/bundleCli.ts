import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Bundles the command line as it is now, with its threads, into a folder; returns the command's file. */
export async function bundleCli(folder: string): Promise<string> {
  await build({
    entryPoints: { cli: 'src/cli/main.ts', worker: 'src/worker/start.ts', workerMain: 'src/worker/main.ts' },
    ...{ outdir: folder, bundle: true, platform: 'node', target: 'node20', format: 'cjs' },
    plugins: [await kernelPlugin()],
  });
  return path.join(folder, 'cli.js');
}

/** The build's own: it compiles the kernel. Loaded by address, so that no bundler takes it in. */
async function kernelPlugin(): Promise<Plugin> {
  const address = pathToFileURL(path.resolve('.config/kernelPlugin.mjs')).href;
  const module: { kernelPlugin: Plugin } = await import(address);
  return module.kernelPlugin;
}
