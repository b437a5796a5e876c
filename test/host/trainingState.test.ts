import { strict as assert } from 'node:assert';
import { type TrainingParts, TrainingState } from '../../src/host/trainingState.js';
import {
  AUTO_SETTINGS,
  type BackendChoice,
  GausslineError,
  NO_CHOICES,
  NO_CURVE,
  type TrainingEnd,
  type TrainingOpened,
  type TrainRequest,
} from '../../src/protocol/index.js';

const settled = () => new Promise<void>((resume) => setImmediate(resume));
const END: TrainingEnd = {
  ...{ endedBy: 'epochs', trainLoss: 1, validationLoss: null, gapToExact: 0.001 },
  ...{ coefficients: [], stepsPerSecond: 10, warnings: [] },
};
const PLACES = { runtime: 'node' as const, nodePath: null, hasPage: true };
const ORDER = { formula: 'y ~ x', settings: AUTO_SETTINGS, isStepwise: false };

/** A worker that answers when it is told to. */
function makeState(backend: BackendChoice = 'auto') {
  const asked: { name: string; args: { token: number }; signal: AbortSignal | undefined }[] = [];
  const answers: { resolve(value: unknown): void; reject(error: Error): void }[] = [];
  const worker = {
    call: ((name: string, args: { token: number }, signal?: AbortSignal) => {
      asked.push({ name, args, signal });
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    }) as TrainingParts['worker']['call'],
  };
  const over: number[] = [];
  let lastToken = 0;
  const state = new TrainingState({
    worker,
    nextToken: () => ++lastToken,
    readSource: async () => ({ kind: 'file', path: '/a.csv', name: 'a.csv' }),
    references: () => undefined,
    howToRead: () => ({ reading: NO_CHOICES, memoryBudget: 1024 }),
    show: (error) => {
      const code = error instanceof GausslineError ? error.code : 'internal';
      return { code, message: String(error), hint: null, details: {} };
    },
    onChange: () => {},
    backendSetting: () => backend,
    gpuPlaces: () => PLACES,
    onOver: (token) => over.push(token),
  });
  const opened = (token: number) =>
    state.noteOpened({ token, plan: { name: 'of the run' } } as unknown as TrainingOpened);
  return { state, asked, answers, opened, over };
}

/** A run that is under way. */
async function running() {
  const made = makeState();
  const training = made.state.start(ORDER);
  await settled();
  const { token } = made.asked[0]!.args;
  made.opened(token);
  return { ...made, training, token };
}

describe('TrainingState', () => {
  it('keeps a run from its beginning to its end', async () => {
    const { state, answers, training, token } = await running();
    assert.equal(state.snapshot.runs[0]?.state, 'running');
    const curve = { ...NO_CURVE, train: Float64Array.of(3), entryFrom: 0, epochFrom: 0, weightFrom: 0 };
    const now = { isPaused: false, gradientNorm: 1, coefficients: Float64Array.of(1), stepsPerSecond: 2 };
    assert.equal(state.noteDelta({ token, curve, now }), true);
    assert.equal(state.noteDelta({ token: 99, curve, now }), false);
    answers[0]!.resolve(END);
    await training;
    const [run] = state.snapshot.runs;
    assert.ok(run?.state === 'finished' && run.end === END);
    assert.deepEqual([...run.curve.train], [3]);
  });

  it('keeps what a diverged run came to, with its error', async () => {
    const { state, answers, training } = await running();
    answers[0]!.reject(new GausslineError('train/diverged', 'It grew.', 'Use less.'));
    await training;
    assert.equal(state.snapshot.runs[0]?.state, 'diverged');
    assert.equal(state.snapshot.runs[0]?.error?.code, 'train/diverged');
    assert.equal(state.snapshot.error, null);
  });

  it('leaves a message and no run where none could begin', async () => {
    const { state, answers } = makeState();
    const training = state.start(ORDER);
    await settled();
    answers[0]!.reject(new GausslineError('train/already-running', 'Another one.', 'Stop it.'));
    await training;
    assert.deepEqual(state.snapshot.runs, []);
    assert.equal(state.snapshot.error?.code, 'train/already-running');
  });

  it('says so when the worker is lost in the middle', async () => {
    const { state, answers, training } = await running();
    answers[0]!.reject(new GausslineError('worker/lost', 'Gone.', 'Again.'));
    await training;
    assert.equal(state.snapshot.runs[0]?.state, 'failed');
  });

  it('steers only runs that are under way', async () => {
    const { state, asked, answers, training, token } = await running();
    void state.steer(token, 'pause');
    await settled();
    assert.deepEqual(asked.at(-1)?.name, 'steer');
    answers[0]!.resolve(END);
    await training;
    const count = asked.length;
    await state.steer(token, 'stop');
    assert.equal(asked.length, count);
  });

  it('says where to run: as the form says, else as the setting does', async () => {
    const { state, asked } = makeState('gpu');
    void state.start(ORDER);
    void state.start({ ...ORDER, settings: { ...AUTO_SETTINGS, backend: 'auto' } });
    void state.makePlan('y ~ x', AUTO_SETTINGS);
    await settled();
    const told = asked.map(({ args }) => args as Partial<TrainRequest>);
    assert.deepEqual(
      told.map(({ settings }) => settings?.backend),
      ['gpu', 'auto', 'gpu'],
    );
    assert.equal(told[0]?.gpu, PLACES);
    // What stands in the form is still left to the setting.
    assert.equal(state.snapshot.settings.backend, null);
  });

  it('says that a run is over, however it ended', async () => {
    const { answers, training, token, over } = await running();
    assert.deepEqual(over, []);
    answers[0]!.reject(new GausslineError('worker/lost', 'Gone.', 'Again.'));
    await training;
    assert.deepEqual(over, [token]);
  });

  it('takes over what a run goes on with when it is told so in the middle', async () => {
    const { state, opened, token } = await running();
    const moment = { isPaused: true, gradientNorm: 1, coefficients: Float64Array.of(1), stepsPerSecond: 2 };
    state.noteDelta({
      token,
      curve: { ...NO_CURVE, entryFrom: 0, epochFrom: 0, weightFrom: 0 },
      now: moment,
    });
    opened(token);
    assert.equal(state.snapshot.runs[0]?.state, 'paused');
    opened(99);
    assert.equal(state.snapshot.runs.length, 1);
  });

  it('ends a run that is deleted, and all of them when the panel closes', async () => {
    const first = await running();
    first.state.remove(first.token);
    assert.equal(first.asked[0]?.signal?.aborted, true);
    assert.deepEqual(first.state.snapshot.runs, []);
    const second = await running();
    second.state.dispose();
    assert.equal(second.asked[0]?.signal?.aborted, true);
  });

  it('drops a plan that was overtaken', async () => {
    const { state, answers, asked } = makeState();
    const first = state.makePlan('y ~ x', AUTO_SETTINGS);
    await settled();
    const second = state.makePlan('y ~ x', { ...AUTO_SETTINGS, epochs: 3 });
    await settled();
    assert.equal(asked[0]?.signal?.aborted, true);
    answers[1]!.resolve({ name: 'second' });
    answers[0]!.resolve({ name: 'first' });
    await Promise.all([first, second]);
    assert.deepEqual(state.snapshot.plan, { name: 'second' });
    assert.equal(state.snapshot.settings.epochs, 3);
  });

  it('asks for the loss surface of a run that has one, with its path so far', async () => {
    const { state, asked, token } = await running();
    const space = { places: [0, 1], bowl: { loss: 1 } };
    state.noteOpened({ token, weightSpace: space } as unknown as TrainingOpened);
    assert.equal(await state.lossSurface(token, [0, 1]), null);
    const weights = Float64Array.of(0, 0, 1, 2);
    const curve = { ...NO_CURVE, weights, entryFrom: 0, epochFrom: 0, weightFrom: 0 };
    const now = { isPaused: false, gradientNorm: 1, coefficients: weights, stepsPerSecond: 2 };
    state.noteDelta({ token, curve, now });
    void state.lossSurface(token, [0, 1]);
    const { name, args } = asked.at(-1)! as { name: string; args: unknown };
    assert.equal(name, 'lossSurface');
    assert.deepEqual(args, { space, pair: [0, 1], weights });
    assert.equal(await state.lossSurface(token, [0, 2]), null);
    assert.equal(await state.lossSurface(99, [0, 1]), null);
  });

  it('takes kept runs over; one that was under way has stopped', async () => {
    const { state, token } = await running();
    const kept = { settings: AUTO_SETTINGS, pace: 'full' as const, runs: state.snapshot.runs };
    const other = makeState().state;
    other.restore(kept);
    assert.equal(other.snapshot.runs[0]?.state, 'stopped');
    assert.equal(other.snapshot.pace, 'full');
    other.rename(other.snapshot.runs[0]!.token, '  calm ');
    other.hide(other.snapshot.runs[0]!.token, true);
    assert.equal(other.snapshot.runs[0]?.name, 'calm');
    assert.equal(other.snapshot.runs[0]?.isHidden, true);
    assert.ok(token > 0);
  });
});
