// The second thread: a port, a channel over it, the session's handlers; or one of the threads it starts for the parts of
// a large file.
import { parentPort, workerData } from 'node:worker_threads';
import {
  Channel,
  ownBuffers,
  threadPort,
  type Wire,
  type WorkerHostSide,
  type WorkerSide,
} from '../protocol/index.js';
import { CarriedPorts } from './gpu/carriedPort.js';
import { PART_ROLE, type PartHostSide, type PartSide } from './parts/partContract.js';
import { PartDesk } from './parts/partDesk.js';
import { PartThreads } from './parts/partThreads.js';
import { createSession } from './session.js';

if (parentPort === null) throw new Error('worker.js runs as a worker thread only');
const port = threadPort(parentPort, givenAway);

function holdParts(): void {
  const desk = new PartDesk((progress) => channel.announce('progress', progress));
  const channel: Channel<PartSide, PartHostSide> = new Channel(port, desk.handlers());
}

function answer(): void {
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
  const session = createSession(announce, { threads: new PartThreads(__filename), carriedPorts });
  const channel: Channel<WorkerSide, WorkerHostSide> = new Channel(port, session);
  channel.on('gpuPosted', (posted) => carriedPorts.posted(posted));
  channel.on('gpuLost', (lost) => carriedPorts.lost(lost));
}

/** Rows on their way to a GPU are megabytes, and nobody needs that copy here once it is sent. */
function givenAway(message: Wire): readonly ArrayBuffer[] {
  return message.kind === 'event' && message.name === 'gpuPost' ? ownBuffers(message.payload) : [];
}

if (workerData === PART_ROLE) holdParts();
else answer();
