import { fork } from 'node:child_process';
import path from 'node:path';
import type { GpuEngine } from '../../core/train/gpuEngine.js';
import { processPort } from './processPort.node.js';
import { remoteEngine } from './remoteEngine.js';

export type GpuProcessOptions = {
  /** The Node program that runs it, of version 20 or newer. */
  nodePath?: string;
  /** The program itself: beside whatever bundle asks, in its folder `gpu`. */
  file?: string;
};

/**
 * An engine in a process of its own, because native code over a driver can crash. Its end, however it comes, fails
 * what waits and all that follows with `train/gpu-lost`, and nothing else. Works in a thread too.
 */
export function openGpuProcess(
  options: GpuProcessOptions = {},
): GpuEngine & { readonly pid: number | undefined } {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = fork(options.file ?? path.join(__dirname, 'gpu', 'process.js'), {
    execPath: options.nodePath ?? process.execPath,
    // Flags of this program, such as a debugger's port, are not for that one.
    execArgv: [],
    env,
    // Known to Node, not to its types: no console window for a program that has none.
    ...{ windowsHide: true },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const complaints = lastLines(child.stderr!);
  // Nothing in it is worth a farewell, and a request to end would wait for a long step.
  const engine = remoteEngine(processPort(child), () => child.kill('SIGKILL'));
  child.on('error', (error) => engine.lose(`its process could not be used: ${error.message}`));
  child.on('exit', (code, signal) => engine.lose(endOf(code, signal) + complaints()));
  return Object.assign(engine, { pid: child.pid });
}

function endOf(code: number | null, signal: string | null): string {
  return signal === null ? `its process ended with exit code ${code}` : `its process was ended by ${signal}`;
}

/** What a program said last, in one line, for the message on its end. */
function lastLines(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (some: string) => {
    text = (text + some).slice(-500);
  });
  return () => (text.trim() === '' ? '' : `: ${text.trim().replace(/\s+/g, ' ')}`);
}
