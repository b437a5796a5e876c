import { strict as assert } from 'node:assert';
import { type StudyParts, StudyState } from '../../src/host/studyState.js';
import {
  AUTO_SETTINGS,
  GausslineError,
  NO_CHOICES,
  type StudyOutcome,
  type StudyRequest,
  type StudySnapshot,
  type StudyWish,
} from '../../src/protocol/index.js';

const settled = () => new Promise<void>((resume) => setImmediate(resume));
const WISH: StudyWish = {
  ...{ formula: 'y ~ x', settings: AUTO_SETTINGS },
  order: { kind: 'batch-sizes', secondsEach: 1 },
};
const OUTCOME: StudyOutcome = {
  ...{
    kind: 'batch-sizes',
    secondsEach: 1,
    rowCount: 9,
    exactLoss: 1,
    backend: 'CPU kernel',
    loss: 'squared',
  },
  ...{ target: { name: 'y', label: 'y', unit: null }, runs: [], sentence: { verdict: null, parts: [] } },
};

/** A worker that answers when it is told to. */
function makeState() {
  const asked: { args: StudyRequest; signal: AbortSignal | undefined }[] = [];
  const answers: { resolve(value: unknown): void; reject(error: Error): void }[] = [];
  const changes: StudySnapshot[] = [];
  const over: number[] = [];
  let lastToken = 0;
  const state = new StudyState({
    worker: {
      call: ((_name: string, args: StudyRequest, signal?: AbortSignal) => {
        asked.push({ args, signal });
        return new Promise((resolve, reject) => {
          answers.push({ resolve, reject });
          signal?.addEventListener('abort', () => reject(new GausslineError('cancelled', 'Cancelled.')));
        });
      }) as StudyParts['worker']['call'],
    },
    nextToken: () => ++lastToken,
    readSource: async () => ({ kind: 'file', path: '/a.csv', name: 'a.csv' }),
    references: () => undefined,
    howToRead: () => ({ reading: NO_CHOICES, memoryBudget: 1024 }),
    show: (error) => {
      const code = error instanceof GausslineError ? error.code : 'internal';
      return { code, message: String(error), hint: null, details: {} };
    },
    onChange: (study) => changes.push(study),
    backendSetting: () => 'gpu',
    gpuPlaces: () => ({ runtime: 'node', nodePath: null, hasPage: true }),
    onOver: (token) => over.push(token),
  });
  return { state, asked, answers, changes, over };
}

/** A study that is under way. */
async function running() {
  const made = makeState();
  const study = made.state.start(WISH);
  await settled();
  const { token } = made.asked[0]!.args;
  const progress = (done: number) =>
    made.state.noteProgress({ token, done, total: 3, fingerprint: 'f', outcome: OUTCOME });
  return { ...made, study, token, progress };
}

describe('StudyState', () => {
  it('keeps a study from its beginning to its end', async () => {
    const { state, asked, answers, study, token, progress, over } = await running();
    assert.equal(state.snapshot[0]?.state, 'running');
    assert.equal(state.isRunning(token), true);
    // Where to train is settled by the user's setting.
    assert.equal(asked[0]?.args.settings.backend, 'gpu');
    progress(1);
    assert.deepEqual([state.snapshot[0]?.done, state.snapshot[0]?.outcome], [1, OUTCOME]);
    answers[0]!.resolve(OUTCOME);
    await study;
    assert.equal(state.snapshot[0]?.state, 'finished');
    assert.equal(state.isRunning(token), false);
    assert.deepEqual(over, [token]);
  });

  it('keeps what a stopped study has come to', async () => {
    const { state, study, progress } = await running();
    progress(2);
    state.stop('batch-sizes');
    await study;
    const [kept] = state.snapshot;
    assert.deepEqual([kept?.state, kept?.done, kept?.error], ['stopped', 2, null]);
    assert.equal(kept?.outcome, OUTCOME);
  });

  it('leaves the one before where the next comes to nothing, and says why', async () => {
    const { state, answers, study } = await running();
    answers[0]!.resolve(OUTCOME);
    await study;
    const second = state.start(WISH);
    await settled();
    answers[1]!.reject(new GausslineError('train/already-running', 'A run goes on.', 'Stop it.'));
    await second;
    const [kept] = state.snapshot;
    assert.deepEqual([kept?.state, kept?.outcome], ['finished', OUTCOME]);
    assert.equal(kept?.error?.code, 'train/already-running');
  });

  it('says that a study failed that has something to show', async () => {
    const { state, answers, study, progress } = await running();
    progress(1);
    answers[0]!.reject(new GausslineError('worker/lost', 'Gone.', 'Again.'));
    await study;
    assert.deepEqual([state.snapshot[0]?.state, state.snapshot[0]?.error?.code], ['failed', 'worker/lost']);
  });

  it('begins no second one of a kind, and hears nothing of what is not its own', async () => {
    const { state, asked, token } = await running();
    await state.start(WISH);
    assert.equal(asked.length, 1);
    state.noteProgress({ token: token + 1, done: 2, total: 3, fingerprint: 'f', outcome: OUTCOME });
    assert.equal(state.snapshot[0]?.done, 0);
  });

  it('takes kept studies over; one that was under way has stopped', async () => {
    const { state, progress } = await running();
    progress(1);
    const other = makeState().state;
    other.restore(state.snapshot);
    assert.deepEqual([other.snapshot[0]?.state, other.snapshot[0]?.outcome], ['stopped', OUTCOME]);
  });

  it('ends its study when the panel closes', async () => {
    const { state, asked } = await running();
    state.dispose();
    assert.equal(asked[0]?.signal?.aborted, true);
  });
});
