import { strict as assert } from 'node:assert';
import { Work } from '../../src/worker/work.js';

/** A clock that is moved by hand, so that the machine's load has no say. */
class Clock {
  milliseconds = 1000;
  readonly now = () => this.milliseconds;
}

const never = new AbortController().signal;

describe('Work', () => {
  it('gives the thread away every 20 ms, not at every block', async () => {
    const clock = new Clock();
    const work = new Work(never, () => {}, clock.now);
    let heard = 0;
    const blocksWithPause: number[] = [];
    for (let block = 1; block <= 25; block++) {
      clock.milliseconds += 4;
      setImmediate(() => {
        heard = block;
      });
      const pause = work.checkpoint({ rows: block });
      if (pause === undefined) continue;
      await pause;
      blocksWithPause.push(block);
      assert.equal(heard, block);
    }
    assert.deepEqual(blocksWithPause, [5, 10, 15, 20, 25]);
  });

  it('ends with `cancelled` at the next block', async () => {
    const abort = new AbortController();
    const work = new Work(abort.signal);
    void work.checkpoint({ rows: 0 });
    abort.abort();
    assert.throws(() => work.checkpoint({ rows: 1 }), { code: 'cancelled' });
  });

  it('hears a cancel that comes while it has given the thread away', async () => {
    const abort = new AbortController();
    const clock = new Clock();
    const work = new Work(abort.signal, () => {}, clock.now);
    clock.milliseconds += 20;
    setImmediate(() => abort.abort());
    await assert.rejects(async () => work.checkpoint({ rows: 1 }), { code: 'cancelled' });
  });

  it('announces ten times a second at most, and each stage at once', () => {
    const clock = new Clock();
    const announced: string[] = [];
    const work = new Work(
      never,
      ({ stage, bytesRead }) => announced.push(`${stage} ${bytesRead}`),
      clock.now,
    );
    work.enter('reading');
    for (let block = 1; block <= 60; block++) {
      clock.milliseconds += 5;
      void work.checkpoint({ rows: block, bytesRead: block });
    }
    work.enter('fitting');
    assert.deepEqual(announced, ['reading 0', 'reading 20', 'reading 40', 'reading 60', 'fitting 60']);
  });

  it('tells rows a second and the time left of reading, once they can be told', () => {
    const clock = new Clock();
    const announced: (readonly [number | null, number | null])[] = [];
    const work = new Work(
      never,
      ({ rowsPerSecond, secondsLeft }) => announced.push([rowsPerSecond, secondsLeft]),
      clock.now,
    );
    work.bytesTotal = 4000;
    work.enter('reading');
    clock.milliseconds += 200;
    void work.checkpoint({ rows: 100, bytesRead: 400 });
    clock.milliseconds += 300;
    void work.checkpoint({ rows: 250, bytesRead: 1000 });
    work.enter('fitting');
    // After half a second 250 of 1000 rows are read: 500 a second, and 1.5 s to go.
    assert.deepEqual(announced, [
      [null, null],
      [null, null],
      [500, 1.5],
      [null, null],
    ]);
  });
});
