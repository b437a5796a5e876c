import { MessageChannel } from 'node:worker_threads';
import { type Port, threadPort, type Wire } from '../../src/protocol/index.js';

/** Two ends that hear each other, and how to cut the line. */
export type Pair = { left: Port; right: Port; close(): void };

/** Ends in one thread: a message arrives later, as a copy. */
export function memoryPair(): Pair {
  const left = new MemoryEnd();
  const right = new MemoryEnd();
  left.other = right;
  right.other = left;
  return { left, right, close: () => {} };
}

/** Ends of a real thread line. */
export function messageChannelPair(): Pair {
  const { port1, port2 } = new MessageChannel();
  const close = () => {
    port1.close();
    port2.close();
  };
  return { left: threadPort(port1), right: threadPort(port2), close };
}

class MemoryEnd implements Port {
  other: MemoryEnd | undefined;
  private readonly listeners = new Set<(message: Wire) => void>();

  post(message: Wire): void {
    const copy = structuredClone(message);
    setImmediate(() => {
      for (const listener of this.other?.listeners ?? []) listener(copy);
    });
  }

  listen(on: (message: Wire) => void): () => void {
    this.listeners.add(on);
    return () => this.listeners.delete(on);
  }
}
