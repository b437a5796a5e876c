// The second thread: a port, a channel over it, the session's handlers.
import { parentPort } from 'node:worker_threads';
import { Channel, threadPort, type WorkerHostSide, type WorkerSide } from '../protocol/index.js';
import { createSession } from './session.js';

if (parentPort === null) throw new Error('worker.js runs as a worker thread only');

const channel: Channel<WorkerSide, WorkerHostSide> = new Channel(
  threadPort(parentPort),
  createSession({
    progress: (progress) => channel.announce('progress', progress),
    opened: (opened) => channel.announce('trainingOpened', opened),
    delta: (delta) => channel.announce('trainingDelta', delta),
  }),
);
