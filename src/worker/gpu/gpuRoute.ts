import type { GpuPlaces } from '../../protocol/gpuContract.js';

/** A way to a GPU: a process on a Node program, or a Worker of the page. */
export type GpuRoute = { kind: 'process'; program: string } | { kind: 'page' };

/** What this machine has to offer. `userNode` is asked for only where it is of use. */
export type GpuMeans = {
  /** The program this very code runs on. */
  ownProgram: string;
  /** Dawn's binary for this platform is there. */
  hasDawn: boolean;
  /** A Node of the user's that can run Dawn, or a sentence on what was found instead. */
  userNode(): Promise<{ program: string } | string>;
};

/** Ways in the order to try them, and sentences on what is missing for another. */
export type GpuRoutes = { routes: readonly GpuRoute[]; missing: readonly string[] };

/**
 * Where to look for a GPU. A process comes first: its driver is closer, and it dies alone. Dawn cannot map buffers inside
 * Electron, so that on the desktop it needs the user's Node.
 */
export async function gpuRoutes(places: GpuPlaces, means: GpuMeans): Promise<GpuRoutes> {
  const process = await processRoute(places, means);
  const page: GpuRoute[] = places.hasPage ? [{ kind: 'page' }] : [];
  if (typeof process !== 'string') return { routes: [process, ...page], missing: [] };
  const noPage = places.hasPage ? [] : ['There is no page that could use a GPU.'];
  return { routes: page, missing: [process, ...noPage] };
}

async function processRoute({ runtime }: GpuPlaces, means: GpuMeans): Promise<GpuRoute | string> {
  if (runtime === 'browser') return 'A browser starts no process.';
  if (!means.hasDawn) return 'This build has no Dawn for this platform.';
  if (runtime === 'node') return { kind: 'process', program: means.ownProgram };
  const found = await means.userNode();
  return typeof found === 'string' ? found : { kind: 'process', program: found.program };
}
