// The second thread: a port, a channel over it, the session's handlers; or one of the threads it starts for the parts of
// a large file.
import { parentPort, workerData } from 'node:worker_threads';
import { Channel, threadPort, type WorkerHostSide, type WorkerSide } from '../protocol/index.js';
import { PART_ROLE, type PartHostSide, type PartSide } from './parts/partContract.js';
import { PartDesk } from './parts/partDesk.js';
import { PartThreads } from './parts/partThreads.js';
import { createSession } from './session.js';

if (parentPort === null) throw new Error('worker.js runs as a worker thread only');
const port = threadPort(parentPort);

function holdParts(): void {
  const desk = new PartDesk((progress) => channel.announce('progress', progress));
  const channel: Channel<PartSide, PartHostSide> = new Channel(port, desk.handlers());
}

function answer(): void {
  const announce = {
    progress: (progress) => channel.announce('progress', progress),
    opened: (opened) => channel.announce('trainingOpened', opened),
    delta: (delta) => channel.announce('trainingDelta', delta),
  } satisfies Parameters<typeof createSession>[0];
  const session = createSession(announce, new PartThreads(__filename));
  const channel: Channel<WorkerSide, WorkerHostSide> = new Channel(port, session);
}

if (workerData === PART_ROLE) holdParts();
else answer();
