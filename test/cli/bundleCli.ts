import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** Bundles the command line as it is now, with its threads, into a folder; returns the command's file. */
export async function bundleCli(folder: string): Promise<string> {
  const { kernelPlugin } = await config<{ kernelPlugin: Plugin }>('kernelPlugin.mjs');
  const { inTwo } = await config<{ inTwo(options: BuildOptions): BuildOptions }>('inTwo.mjs');
  const options: BuildOptions = {
    ...{ bundle: true, platform: 'node', target: 'node20', format: 'cjs', plugins: [kernelPlugin] },
  };
  const entryPoints = { cli: 'src/cli/main.ts', worker: 'src/worker/start.ts' };
  await build({ ...options, entryPoints, outdir: folder });
  const outfile = path.join(folder, 'workerMain.js');
  await build(inTwo({ ...options, entryPoints: ['src/worker/main.ts'], outfile }));
  return path.join(folder, 'cli.js');
}

/** A part of the build's own. Loaded by address, so that no bundler takes it in. */
function config<T>(file: string): Promise<T> {
  return import(pathToFileURL(path.resolve('.config', file)).href);
}
