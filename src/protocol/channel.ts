import { type ErrorCode, type ErrorDetails, GausslineError } from '../core/errors.js';

/** One side of a conversation: what it answers (`calls`), what it announces (`events`). */
export type Side = {
  calls: Record<string, { args: unknown; value: unknown }>;
  events: Record<string, unknown>;
};

type WireError = {
  code: ErrorCode;
  message: string;
  hint: string | undefined;
  details: ErrorDetails;
  stack: string | undefined;
};

/** What travels. Kinds are words, so that a logged message can be read. */
export type Wire =
  | { kind: 'call'; id: number; name: string; args: unknown }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; error: WireError }
  | { kind: 'cancel'; id: number }
  | { kind: 'event'; name: string; payload: unknown };

const WIRE_KINDS: readonly unknown[] = ['call', 'done', 'failed', 'cancel', 'event'];

/** True for a message of ours; a transport drops what is not (other code may post on the same line). */
export function isWire(value: unknown): value is Wire {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, id, name } = value as Partial<Record<'kind' | 'id' | 'name', unknown>>;
  if (!WIRE_KINDS.includes(kind)) return false;
  const isNamed = typeof name === 'string';
  return kind === 'event' ? isNamed : typeof id === 'number' && (kind !== 'call' || isNamed);
}

/** The least a transport must do. `post` must not throw after closing; `listen` returns how to stop listening. */
export type Port = { post(message: Wire): void; listen(on: (message: Wire) => void): () => void };

/** A handler for every call of a side. */
export type Handlers<S extends Side> = {
  [K in keyof S['calls']]: (
    args: S['calls'][K]['args'],
    signal: AbortSignal,
  ) => Promise<S['calls'][K]['value']>;
};

type Waiting = {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  stopListening: () => void;
};
type AnyHandler = (args: unknown, signal: AbortSignal) => Promise<unknown>;

/**
 * Typed calls, events, cancelling and coded failures over any `Port`. A call ends in exactly one of: its value, the
 * `GausslineError` its handler threw (another error arrives as `internal` with its stack), `cancelled`, or
 * `worker/lost` when this end is disposed with an error.
 */
export class Channel<Mine extends Side, Theirs extends Side> {
  private nextId = 1;
  private readonly waiting = new Map<number, Waiting>();
  private readonly running = new Map<number, AbortController>();
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>();
  private readonly stopListening: () => void;
  private isDisposed = false;

  constructor(
    private readonly port: Port,
    private readonly handlers: Handlers<Mine>,
  ) {
    this.stopListening = port.listen((message) => this.receive(message));
  }

  /** Asks the other side. Rejects with `cancelled` at once when `signal` aborts; the other side is told to stop. */
  call<K extends keyof Theirs['calls'] & string>(
    name: K,
    args: Theirs['calls'][K]['args'],
    signal?: AbortSignal,
  ): Promise<Theirs['calls'][K]['value']> {
    if (this.isDisposed) return Promise.reject(lost());
    if (signal?.aborted) return Promise.reject(cancelled());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const onAbort = () => this.abandon(id);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.waiting.set(id, {
        resolve,
        reject,
        stopListening: () => signal?.removeEventListener('abort', onAbort),
      });
      try {
        this.port.post({ kind: 'call', id, name, args });
      } catch (error) {
        // What cannot be cloned never left: nothing will answer.
        this.settle(id)?.reject(toError(error));
      }
    });
  }

  /** Tells the other side; there is no answer. */
  announce<K extends keyof Mine['events'] & string>(name: K, payload: Mine['events'][K]): void {
    if (!this.isDisposed) this.port.post({ kind: 'event', name, payload });
  }

  /** Listens to one event of the other side; returns how to stop. */
  on<K extends keyof Theirs['events'] & string>(
    name: K,
    listener: (payload: Theirs['events'][K]) => void,
  ): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set.add(listener as (payload: unknown) => void));
    return () => set.delete(listener as (payload: unknown) => void);
  }

  /** Aborts what runs here and rejects what waits there (with `reason`, else `cancelled`). Safe to call twice. */
  dispose(reason: Error = cancelled()): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.stopListening();
    for (const controller of this.running.values()) controller.abort();
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(reason);
    this.listeners.clear();
  }

  private receive(message: Wire): void {
    if (message.kind === 'call') void this.answer(message.id, message.name, message.args);
    else if (message.kind === 'done') this.settle(message.id)?.resolve(message.value);
    else if (message.kind === 'failed') this.settle(message.id)?.reject(errorFromWire(message.error));
    else if (message.kind === 'cancel') this.running.get(message.id)?.abort();
    else if (message.kind === 'event')
      for (const listener of this.listeners.get(message.name) ?? []) listener(message.payload);
  }

  private async answer(id: number, name: string, args: unknown): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      // Own properties only: a name such as `toString` must not reach an inherited method.
      if (!Object.hasOwn(this.handlers, name)) throw new Error(`no handler for ${JSON.stringify(name)}`);
      const value = await (this.handlers as Record<string, AnyHandler>)[name]!(args, controller.signal);
      if (this.isAwaited(controller)) this.port.post({ kind: 'done', id, value });
    } catch (error) {
      if (this.isAwaited(controller)) this.port.post({ kind: 'failed', id, error: wireFromError(error) });
    } finally {
      // A page that was loaded again counts from 1 again, so the entry may be a younger call's.
      if (this.running.get(id) === controller) this.running.delete(id);
    }
  }

  /** A cancelled call has settled on the other side; its value, perhaps large, need not travel. */
  private isAwaited(controller: AbortController): boolean {
    return !this.isDisposed && !controller.signal.aborted;
  }

  private abandon(id: number): void {
    this.port.post({ kind: 'cancel', id });
    this.settle(id)?.reject(cancelled());
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    waiting?.stopListening();
    return waiting;
  }
}

/** The error of a call nobody waits for any more. Never shown to the user. */
export function cancelled(): GausslineError {
  return new GausslineError('cancelled', 'Cancelled.');
}

function lost(): GausslineError {
  return new GausslineError('worker/lost', 'The other side has closed.', 'Run the command again.');
}

function wireFromError(error: unknown): WireError {
  if (error instanceof GausslineError) {
    return {
      code: error.code,
      message: error.message,
      hint: error.hint,
      details: error.details,
      stack: error.stack,
    };
  }
  const bug = toError(error);
  return { code: 'internal', message: bug.message, hint: undefined, details: {}, stack: bug.stack };
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function errorFromWire(wire: WireError): GausslineError {
  const error = new GausslineError(wire.code, wire.message, wire.hint, wire.details);
  if (wire.stack !== undefined) error.stack = wire.stack;
  return error;
}
