import { isWire, type Port, type Wire } from '../../protocol/channel.js';

/** What both ends of a forked process have: a `ChildProcess` and `process` fit. */
type ProcessEndpoint = {
  readonly connected: boolean;
  send?(message: unknown, callback: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
};

/** A `Port` over the line of a forked process. What is posted after its end is dropped: the end is told elsewhere. */
export function processPort(endpoint: ProcessEndpoint): Port {
  return {
    post(message: Wire) {
      if (endpoint.connected) endpoint.send?.(message, () => {});
    },
    listen(on) {
      const listener = (message: unknown) => {
        if (isWire(message)) on(message);
      };
      endpoint.on('message', listener);
      return () => endpoint.off('message', listener);
    },
  };
}
