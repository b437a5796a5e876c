import { strict as assert } from 'node:assert';
import { type FitParts, FitState } from '../../src/host/fitState.js';
import {
  type CovarianceKind,
  type FitReport,
  type FitRequest,
  GausslineError,
  type ReadChoices,
  type SourceRef,
} from '../../src/protocol/index.js';
import { sampleReport } from '../protocol/sampleReport.js';

type Asked = {
  name: string;
  formula: string | null;
  covariance: CovarianceKind | undefined;
  reading: ReadChoices | undefined;
  signal: AbortSignal | undefined;
};

/** A worker that answers when it is told to. */
class SlowWorker {
  readonly asked: Asked[] = [];
  private readonly answers: { resolve(value: unknown): void; reject(error: Error): void }[] = [];

  readonly call = ((name: string, args: Partial<FitRequest>, signal?: AbortSignal) => {
    const { formula = null, covariance, reading } = args;
    this.asked.push({ name, formula, covariance, reading, signal });
    return new Promise((resolve, reject) => this.answers.push({ resolve, reject }));
  }) as FitParts['worker']['call'];

  async answer(value: unknown): Promise<void> {
    await settled();
    const next = this.answers.shift();
    assert.ok(next, 'nothing was asked');
    if (value instanceof Error) next.reject(value);
    else next.resolve(value);
    await settled();
  }
}

const READING: ReadChoices = { dialect: { decimal: ',' }, kinds: { x: 'text' } };
const settled = () => new Promise<void>((resume) => setImmediate(resume));
const gone = new GausslineError('source/not-found', 'There is no file.', 'Check the path.');

/** A report whose formula and fingerprint tell it from another. */
function reportOf(formula: string, fingerprint = 'same'): FitReport {
  const report = sampleReport(fingerprint);
  return { ...report, warnings: [], spec: { ...report.spec, formula } };
}

function makeState() {
  const worker = new SlowWorker();
  const source: { now: SourceRef | Error } = { now: { kind: 'file', path: '/a.csv', name: 'a.csv' } };
  const log = { bugs: 0, phases: [] as string[], preferBuffer: [] as boolean[] };
  let lastToken = 0;
  const state: FitState = new FitState({
    worker,
    readSource: async (preferBuffer) => {
      log.preferBuffer.push(preferBuffer);
      if (source.now instanceof Error) throw source.now;
      return source.now;
    },
    howToRead: () => ({ reading: READING, memoryBudget: 1024 }),
    confidence: () => 0.95,
    nextToken: () => ++lastToken,
    show: (error) => {
      const code = error instanceof GausslineError ? error.code : 'internal';
      if (code === 'internal') log.bugs += 1;
      return { code, message: String(error), hint: null, details: {} };
    },
    onChange: () => log.phases.push(state.phase.kind),
  });
  return { state, worker, source, log };
}

/** The state after one fit that went well. */
async function fittedState() {
  const made = makeState();
  const fitting = made.state.fit(null);
  await made.worker.answer(reportOf('y ~ x'));
  await fitting;
  return made;
}

describe('FitState', () => {
  it('works, then shows the result and its formula', async () => {
    const { state, log } = await fittedState();
    assert.deepEqual(log.phases, ['working', 'fitted']);
    assert.equal(state.formula, 'y ~ x');
    assert.ok(state.phase.kind === 'fitted' && state.phase.stale === null);
  });

  it('keeps the result on screen while it fits again, and lets go of a fit that was overtaken', async () => {
    const { state, worker, log } = await fittedState();
    const first = state.fit('y ~ 1');
    await settled();
    const second = state.fit('y ~ x + z');
    await settled();
    assert.ok(state.phase.kind === 'working' && state.phase.previous !== null);
    assert.equal(worker.asked[1]?.signal?.aborted, true);
    await worker.answer(reportOf('y ~ 1'));
    assert.equal(state.phase.kind, 'working');
    await worker.answer(reportOf('y ~ x + z'));
    await Promise.all([first, second]);
    assert.equal(state.formula, 'y ~ x + z');
    assert.deepEqual(log.phases, ['working', 'fitted', 'working', 'working', 'fitted']);
  });

  it('asks for the formula of the user again, until it fails', async () => {
    const { state, worker } = await fittedState();
    void state.fit('y ~ z');
    await worker.answer(reportOf('y ~ z'));
    void state.fit(null);
    await worker.answer(new GausslineError('formula/unknown-column', 'There is no `z`.', 'Check it.'));
    await worker.answer(sampleReport().source);
    assert.ok(state.phase.kind === 'failed' && state.phase.error.code === 'formula/unknown-column');
    assert.ok(state.phase.previous !== null);
    void state.fit(null);
    await worker.answer(reportOf('y ~ x'));
    assert.deepEqual(
      worker.asked.filter(({ name }) => name === 'fit').map(({ formula }) => formula),
      [null, 'y ~ z', 'y ~ z', null],
    );
  });

  it('fits with what is settled about the model, until that fails', async () => {
    const { state, worker } = await fittedState();
    state.choices = { covariance: 'hc3' };
    void state.fit('y ~ x');
    await worker.answer(
      new GausslineError('formula/unknown-level', 'There is no such level.', 'Choose one.'),
    );
    await worker.answer(sampleReport().source);
    assert.deepEqual(state.snapshot.fitChoices, { covariance: 'hc3' });
    void state.fit(null);
    await worker.answer(reportOf('y ~ x'));
    assert.deepEqual(
      worker.asked.filter(({ name }) => name === 'fit').map(({ covariance }) => covariance),
      [undefined, 'hc3', undefined],
    );
  });

  it('reads as it is told, also what could not be fitted', async () => {
    const { state, worker } = makeState();
    void state.fit(null);
    await worker.answer(new GausslineError('csv/no-numeric-column', 'No number.', 'Read it otherwise.'));
    const { source } = sampleReport();
    await worker.answer(source);
    assert.ok(state.phase.kind === 'failed' && state.phase.source === source);
    assert.deepEqual(
      worker.asked.map(({ name, reading }) => [name, reading]),
      [
        ['fit', READING],
        ['describe', READING],
      ],
    );
  });

  it('shows a source that cannot be read as a failure', async () => {
    const { state, source } = makeState();
    source.now = gone;
    await state.fit(null);
    assert.ok(state.phase.kind === 'failed' && state.phase.error.code === 'source/not-found');
  });

  it('cancels at once, and an answer that comes late changes nothing', async () => {
    const { state, worker } = await fittedState();
    const fitting = state.fit(null);
    await settled();
    state.cancel();
    assert.ok(state.phase.kind === 'cancelled' && state.phase.previous !== null);
    assert.equal(worker.asked[1]?.signal?.aborted, true);
    await worker.answer(reportOf('y ~ late'));
    await fitting;
    assert.equal(state.phase.kind, 'cancelled');
    state.cancel();
  });

  it('takes the progress of its own fit only', async () => {
    const { state, worker } = makeState();
    const progress = {
      stage: 'reading' as const,
      bytesRead: 5,
      bytesTotal: 10,
      rows: 1,
      rowsPerSecond: null,
      secondsLeft: null,
    };
    assert.equal(state.noteProgress({ token: 1, ...progress }), false);
    void state.fit(null);
    assert.equal(state.noteProgress({ token: 2, ...progress }), false);
    assert.equal(state.noteProgress({ token: 1, ...progress }), true);
    assert.ok(state.phase.kind === 'working' && state.phase.progress?.bytesRead === 5);
    await worker.answer(reportOf('y ~ x'));
    assert.equal(state.noteProgress({ token: 1, ...progress }), false);
  });
});

describe('FitState and a file that changes', () => {
  const staleOf = (state: FitState) => (state.phase.kind === 'fitted' ? state.phase.stale : undefined);

  it('is stale at once when edited, and no longer once the text is what it was', async () => {
    const { state, worker } = await fittedState();
    state.markStale('edited');
    assert.equal(staleOf(state), 'edited');
    void state.compare();
    await worker.answer('same');
    assert.equal(staleOf(state), null);
  });

  it('says which it was: the text, the file, gone, renamed', async () => {
    const { state, worker, source } = await fittedState();
    void state.compare();
    await worker.answer('another');
    assert.match(staleOf(state) ?? '', /^The file has changed/);
    source.now = gone;
    await state.compare();
    assert.match(staleOf(state) ?? '', /no longer there/);
    await state.noteRename('b.csv');
    assert.match(staleOf(state) ?? '', /renamed to b\.csv/);
    await state.compare();
    assert.match(staleOf(state) ?? '', /renamed to b\.csv/);
    source.now = { kind: 'bytes', name: 'a.csv', bytes: new Uint8Array() };
    void state.compare();
    await worker.answer('another');
    assert.match(staleOf(state) ?? '', /^The text has changed/);
  });

  it('compares the buffer with the buffer, so that saving it changes nothing', async () => {
    const { state, worker, source, log } = makeState();
    source.now = { kind: 'bytes', name: 'a.csv', bytes: new Uint8Array() };
    void state.fit(null);
    await worker.answer(reportOf('y ~ x'));
    void state.compare();
    await worker.answer('same');
    assert.deepEqual(log.preferBuffer, [false, true]);
  });

  it('looks again when something was touched while it worked', async () => {
    const { state, worker } = makeState();
    void state.fit(null);
    await settled();
    await state.compare();
    await worker.answer(reportOf('y ~ x'));
    assert.equal(staleOf(state), null);
    await worker.answer('another');
    assert.match(staleOf(state) ?? '', /changed/);
  });

  it('is stale from the start when the file moved under the reader', async () => {
    const { state, worker } = makeState();
    void state.fit(null);
    const warnings = [{ code: 'source/changed-while-read' as const, message: 'It changed.' }];
    await worker.answer({ ...reportOf('y ~ x'), warnings });
    assert.match(staleOf(state) ?? '', /while it was read/);
  });

  it('leaves the result alone when the worker is lost', async () => {
    const { state, worker, log } = await fittedState();
    void state.compare();
    await worker.answer(new GausslineError('worker/lost', 'It stopped.'));
    assert.equal(staleOf(state), null);
    assert.equal(log.bugs, 0);
  });

  it('shows a kept result at once, then whether it still holds', async () => {
    const { state, worker } = makeState();
    void state.restore(reportOf('y ~ x'), 'y ~ x');
    assert.equal(staleOf(state), null);
    assert.equal(worker.asked.length, 0);
    await worker.answer('another');
    assert.match(staleOf(state) ?? '', /changed/);
  });
});
