import { existsSync } from 'node:fs';
import path from 'node:path';
import type { GpuEngine, OpenGpu } from '../../core/train/gpuEngine.js';
import type { GpuPlaces } from '../../protocol/gpuContract.js';
import { gpuOpener } from './gpuOpener.js';
import { openGpuProcess } from './gpuProcess.node.js';
import { type GpuMeans, gpuRoutes } from './gpuRoute.js';
import { findUserNode } from './userNode.node.js';

/** What a run brings along: an engine in its page, asked for only where there is one, and how it is cancelled. */
export type GpuSeeker = { engineInPage?: () => GpuEngine; signal?: AbortSignal };

/** The way to a GPU from this machine. Nothing is looked for before it is called. */
export function openGpuAt(places: GpuPlaces, { engineInPage, signal }: GpuSeeker = {}): OpenGpu {
  const hasPage = places.hasPage && engineInPage !== undefined;
  return gpuOpener({
    routes: () => gpuRoutes({ ...places, hasPage }, gpuMeans(places.nodePath)),
    engineOn: (route) =>
      route.kind === 'page' ? engineInPage!() : openGpuProcess({ nodePath: route.program }),
    ...(signal && { signal }),
  });
}

function gpuMeans(nodePath: string | null): GpuMeans {
  return {
    ownProgram: process.execPath,
    hasDawn: existsSync(path.join(__dirname, 'gpu', 'dist', dawnFolder(), 'dawn.node')),
    userNode: () => findUserNode(nodePath),
  };
}

/** As Dawn's package names its folders. */
function dawnFolder(): string {
  return process.platform === 'darwin' ? 'darwin-universal' : `${process.platform}-${process.arch}`;
}
