import assert from 'node:assert/strict';
import { Turn } from '../../src/worker/turn.js';

/** Work that ends when it is told to. */
function work() {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end: () => end(), make: () => over };
}

describe('Turn', () => {
  it('refuses a second work and says what goes on', async () => {
    const turn = new Turn();
    const first = work();
    const going = turn.during('A run on a.csv', new AbortController().signal, first.make);
    await assert.rejects(
      turn.during('An experiment on b.csv', new AbortController().signal, async () => {}),
      {
        code: 'train/already-running',
        message: /^A run on a\.csv is not over yet/,
      },
    );
    first.end();
    await going;
    assert.equal(await turn.during('Another', new AbortController().signal, async () => 7), 7);
  });

  it('waits for what has been cancelled', async () => {
    const turn = new Turn();
    const first = work();
    const abort = new AbortController();
    const going = turn.during('A run', abort.signal, first.make);
    abort.abort();
    let isOver = false;
    const next = turn.during('Next', new AbortController().signal, async () => {
      assert.ok(isOver);
    });
    isOver = true;
    first.end();
    await Promise.all([going, next]);
  });

  it('is free again after a failure', async () => {
    const turn = new Turn();
    const fail = () => Promise.reject(new Error('no'));
    await assert.rejects(turn.during('A run', new AbortController().signal, fail), /no/);
    await turn.during('Another', new AbortController().signal, async () => {});
  });
});
