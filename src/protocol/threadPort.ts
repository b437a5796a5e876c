import { isWire, type Port, type Wire } from './channel.js';

/** What both ends of a `worker_threads` conversation have: a `Worker`, `parentPort` and a `MessagePort` all fit. */
export type ThreadEndpoint = {
  postMessage(value: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (value: unknown) => void): unknown;
  off(event: 'message', listener: (value: unknown) => void): unknown;
};

/** A `Port` over a thread. `transfer` names the buffers of a message that are given away instead of copied. */
export function threadPort(
  endpoint: ThreadEndpoint,
  transfer: (message: Wire) => readonly ArrayBuffer[] = () => [],
): Port {
  return {
    post: (message) => endpoint.postMessage(message, transfer(message)),
    listen(on) {
      const listener = (value: unknown) => {
        if (isWire(value)) on(value);
      };
      endpoint.on('message', listener);
      return () => endpoint.off('message', listener);
    },
  };
}
