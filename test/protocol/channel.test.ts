import { strict as assert } from 'node:assert';
import { Channel, GausslineError, isWire, type Port } from '../../src/protocol/index.js';
import { memoryPair, messageChannelPair, type Pair } from './channelPairs.js';

type Calculator = {
  calls: {
    add: { args: { a: number; b: number }; value: number };
    reverse: { args: { values: Float64Array }; value: Float64Array };
    refuse: { args: null; value: never };
    break: { args: null; value: never };
    wait: { args: null; value: string };
    unsendable: { args: null; value: unknown };
  };
  events: { tick: { count: number } };
};
type Asker = { calls: Record<never, never>; events: Record<never, never> };

/** A calculator on the right, an asker on the left, and what the calculator saw. */
function connect({ left, right, close }: Pair) {
  const seen = { aborted: 0, waiting: 0 };
  const calculator = new Channel<Calculator, Asker>(right, {
    add: async ({ a, b }) => a + b,
    reverse: async ({ values }) => values.slice().reverse(),
    refuse: async () => {
      throw new GausslineError('formula/syntax', 'Found `)`.', 'Remove it.', { range: { start: 3, end: 4 } });
    },
    break: async () => {
      throw new TypeError('x is not a function');
    },
    wait: (_nothing, signal) =>
      new Promise((resolve) => {
        seen.waiting += 1;
        signal.addEventListener('abort', () => {
          seen.aborted += 1;
          resolve('too late');
        });
      }),
    unsendable: async () => () => 1,
  });
  const asker = new Channel<Asker, Calculator>(left, {});
  return { asker, calculator, seen, close };
}

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resume) => setTimeout(resume, 1));
};

const failsWith = (code: string, message?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof GausslineError);
  assert.equal(error.code, code);
  if (message) assert.match(error.message, message);
  return true;
};

for (const [name, makePair] of [
  ['in memory', memoryPair],
  ['over a MessageChannel', messageChannelPair],
] as const)
  describe(`Channel ${name}`, () => {
    let ends: ReturnType<typeof connect>;
    beforeEach(() => {
      ends = connect(makePair());
    });
    afterEach(() => {
      ends.asker.dispose();
      ends.calculator.dispose();
      ends.close();
    });

    it('answers with the value, typed arrays as they are', async () => {
      assert.equal(await ends.asker.call('add', { a: 2, b: 3 }), 5);
      const values = await ends.asker.call('reverse', { values: Float64Array.of(1, Number.NaN, -0) });
      assert.deepEqual(values, Float64Array.of(-0, Number.NaN, 1));
    });

    it('keeps answers apart that overtake each other', async () => {
      const abort = new AbortController();
      const slow = ends.asker.call('wait', null, abort.signal);
      assert.deepEqual(
        await Promise.all([ends.asker.call('add', { a: 1, b: 1 }), ends.asker.call('add', { a: 2, b: 2 })]),
        [2, 4],
      );
      abort.abort();
      await assert.rejects(slow, failsWith('cancelled'));
    });

    it('carries a coded failure whole', async () => {
      await assert.rejects(ends.asker.call('refuse', null), (error: unknown) => {
        assert.ok(error instanceof GausslineError);
        assert.equal(error.code, 'formula/syntax');
        assert.equal(error.message, 'Found `)`.');
        assert.equal(error.hint, 'Remove it.');
        assert.deepEqual(error.details, { range: { start: 3, end: 4 } });
        return true;
      });
    });

    it('carries a bug as `internal` with its stack', async () => {
      await assert.rejects(ends.asker.call('break', null), (error: unknown) => {
        assert.ok(error instanceof GausslineError);
        assert.equal(error.code, 'internal');
        assert.match(error.stack ?? '', /TypeError: x is not a function/);
        return true;
      });
    });

    it('delivers events in order, to whoever still listens', async () => {
      const counts: number[] = [];
      const stop = ends.asker.on('tick', ({ count }) => counts.push(count));
      for (const count of [1, 2, 3]) ends.calculator.announce('tick', { count });
      await until(() => counts.length === 3);
      stop();
      ends.calculator.announce('tick', { count: 4 });
      await ends.asker.call('add', { a: 0, b: 0 });
      assert.deepEqual(counts, [1, 2, 3]);
    });

    it('rejects at once when aborted, and the handler hears it', async () => {
      const abort = new AbortController();
      const waiting = ends.asker.call('wait', null, abort.signal);
      await until(() => ends.seen.waiting === 1);
      abort.abort();
      await assert.rejects(waiting, failsWith('cancelled'));
      await until(() => ends.seen.aborted === 1);
    });

    it('does not ask at all when it is aborted already', async () => {
      await assert.rejects(ends.asker.call('wait', null, AbortSignal.abort()), failsWith('cancelled'));
      await ends.asker.call('add', { a: 0, b: 0 });
      assert.equal(ends.seen.waiting, 0);
    });

    it('refuses an unknown name, and one that every object inherits', async () => {
      for (const name of ['divide', 'toString', 'constructor', '__proto__'])
        await assert.rejects(ends.asker.call(name as 'break', null), failsWith('internal', /no handler/));
    });

    it('fails a call whose value or arguments cannot be sent', async () => {
      await assert.rejects(ends.asker.call('unsendable', null), failsWith('internal', /could not be cloned/));
      const args = { a: 1, b: 2, extra: () => 1 };
      await assert.rejects(ends.asker.call('add', args), /could not be cloned/);
    });

    it('rejects what waits when disposed, and every later call', async () => {
      const waiting = ends.asker.call('wait', null);
      ends.asker.dispose(new GausslineError('worker/lost', 'It stopped.'));
      await assert.rejects(waiting, failsWith('worker/lost', /It stopped/));
      await assert.rejects(ends.asker.call('add', { a: 1, b: 1 }), failsWith('worker/lost'));
      ends.asker.dispose();
    });

    it('aborts what runs here when this side is disposed', async () => {
      const waiting = ends.asker.call('wait', null);
      await until(() => ends.seen.waiting === 1);
      ends.calculator.dispose();
      assert.equal(ends.seen.aborted, 1);
      ends.asker.dispose();
      await assert.rejects(waiting, failsWith('cancelled'));
    });
  });

describe('Channel behind a page that loads again', () => {
  it('lets a call with a used number be cancelled after the older one ended', async () => {
    const { left, right } = memoryPair();
    const first = new Channel<Asker, Calculator>(left, {});
    const { seen } = connect({ left: silent, right, close: () => {} });
    const abort = new AbortController();
    const older = first.call('wait', null, abort.signal);
    await until(() => seen.waiting === 1);
    // The new page counts from 1 again while the older call with number 1 still runs.
    const second = new Channel<Asker, Calculator>(left, {});
    const younger = second.call('wait', null, abort.signal);
    await until(() => seen.waiting === 2);
    abort.abort();
    await assert.rejects(older, failsWith('cancelled'));
    await assert.rejects(younger, failsWith('cancelled'));
    await until(() => seen.aborted === 1);
  });
});

const silent: Port = { post: () => {}, listen: () => () => {} };

describe('isWire', () => {
  it('takes our messages only', () => {
    assert.ok(isWire({ kind: 'call', id: 1, name: 'add', args: null }));
    assert.ok(isWire({ kind: 'event', name: 'tick', payload: null }));
    assert.ok(isWire({ kind: 'cancel', id: 4 }));
    for (const other of [null, 7, 'call', [], {}, { kind: 'call' }, { kind: 'call', id: '1', name: 'add' }])
      assert.equal(isWire(other), false, JSON.stringify(other));
    assert.equal(isWire({ kind: 'event', id: 1 }), false);
  });
});
