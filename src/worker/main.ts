// The second thread: a port, a channel over it, the session's handlers; or one of the threads it starts for the parts of
// a large file.
import { parentPort } from 'node:worker_threads';
import { Channel, type Port, type Wire } from '../protocol/channel.js';
import { ownBuffers } from '../protocol/ownBuffers.js';
import { threadPort } from '../protocol/threadPort.js';
import type { ThreadStart } from '../protocol/threadStart.js';
import type { WorkerHostSide, WorkerSide } from '../protocol/workerContract.js';
import { CarriedPorts } from './gpu/carriedPort.js';
import { compileKernel } from './loadKernel.js';
import type { PartHostSide, PartSide } from './parts/partContract.js';
import { PartDesk } from './parts/partDesk.js';
import { PartThreads } from './parts/partThreads.js';
import { createSession } from './session.js';

/**
 * Begins to answer. `self.file` is what started this thread and starts others like it; `answered` is called when the first
 * answer has left.
 */
export function start(self: { file: string; start: ThreadStart }, answered: () => void): void {
  if (parentPort === null) throw new Error('worker.js runs as a worker thread only');
  // Where there is no WebAssembly, loading the kernel will say so.
  compileKernel().catch(() => {});
  const port = tellingFirst(threadPort(parentPort, givenAway), answered);
  if (self.start.role === 'parts') holdParts(port);
  else answer(port, new PartThreads(self.file, self.start.cores, self.start.codeFolder));
}

function holdParts(port: Port): void {
  const desk = new PartDesk((progress) => channel.announce('progress', progress));
  const channel: Channel<PartSide, PartHostSide> = new Channel(port, desk.handlers());
}

function answer(port: Port, threads: PartThreads): void {
  const carriedPorts = new CarriedPorts({
    gpuOpen: (open) => channel.announce('gpuOpen', open),
    gpuPost: (post) => channel.announce('gpuPost', post),
    gpuClose: (close) => channel.announce('gpuClose', close),
  });
  const announce = {
    progress: (progress) => channel.announce('progress', progress),
    opened: (opened) => channel.announce('trainingOpened', opened),
    delta: (delta) => channel.announce('trainingDelta', delta),
    study: (progress) => channel.announce('studyProgress', progress),
  } satisfies Parameters<typeof createSession>[0];
  const session = createSession(announce, { threads, carriedPorts });
  const channel: Channel<WorkerSide, WorkerHostSide> = new Channel(port, session);
  channel.on('gpuPosted', (posted) => carriedPorts.posted(posted));
  channel.on('gpuLost', (lost) => carriedPorts.lost(lost));
}

/** Rows on their way to a GPU are megabytes, and nobody needs that copy here once it is sent. */
function givenAway(message: Wire): readonly ArrayBuffer[] {
  return message.kind === 'event' && message.name === 'gpuPost' ? ownBuffers(message.payload) : [];
}

/** The port, which calls `answered` once. */
function tellingFirst(port: Port, answered: () => void): Port {
  let isAnswered = false;
  const post = (message: Wire) => {
    port.post(message);
    if (isAnswered || message.kind !== 'done') return;
    isAnswered = true;
    answered();
  };
  return { ...port, post };
}
