// The second thread: a port, a channel over it, the session's handlers.
import { parentPort } from 'node:worker_threads';
import {
  Channel,
  ownBuffers,
  threadPort,
  type Wire,
  type WorkerHostSide,
  type WorkerSide,
} from '../protocol/index.js';
import { CarriedPorts } from './gpu/carriedPort.js';
import { createSession } from './session.js';

if (parentPort === null) throw new Error('worker.js runs as a worker thread only');

const carriedPorts = new CarriedPorts({
  gpuOpen: (open) => channel.announce('gpuOpen', open),
  gpuPost: (post) => channel.announce('gpuPost', post),
  gpuClose: (close) => channel.announce('gpuClose', close),
});
const channel: Channel<WorkerSide, WorkerHostSide> = new Channel(
  threadPort(parentPort, givenAway),
  createSession(
    {
      progress: (progress) => channel.announce('progress', progress),
      opened: (opened) => channel.announce('trainingOpened', opened),
      delta: (delta) => channel.announce('trainingDelta', delta),
    },
    carriedPorts,
  ),
);
channel.on('gpuPosted', (posted) => carriedPorts.posted(posted));
channel.on('gpuLost', (lost) => carriedPorts.lost(lost));

/** Rows on their way to a GPU are megabytes, and nobody needs that copy here once it is sent. */
function givenAway(message: Wire): readonly ArrayBuffer[] {
  return message.kind === 'event' && message.name === 'gpuPost' ? ownBuffers(message.payload) : [];
}
