import { readdirSync, readFileSync } from 'node:fs';
import { fromRunner } from './session.js';

type Process = { id: number; parent: number; command: string };

/** The ids of the processes that this server's extension host has for GPUs. */
export function gpuProcesses(): number[] {
  const all = allProcesses();
  return all
    .filter(({ command }) => /gpu\/process\.js/.test(command))
    .filter((one) => isUnder(one, Number(fromRunner('SERVER_ID')), all))
    .map(({ id }) => id);
}

function isUnder(one: Process, ancestor: number, all: readonly Process[]): boolean {
  const parent = all.find(({ id }) => id === one.parent);
  return one.parent === ancestor || (parent !== undefined && isUnder(parent, ancestor, all));
}

function allProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // `id (name) state parent ...`; the name may hold anything.
        const [, parent] = /^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ id: Number(name), parent: Number(parent), command }];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}
