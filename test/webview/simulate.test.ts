import assert from 'node:assert/strict';
import {
  FIRST_SIMULATION,
  GausslineError,
  type Simulation,
  type SimulationPreview,
} from '../../src/protocol/index.js';
import { reduce } from '../../webview/reduce.js';
import { SimulationClient } from '../../webview/simulationClient.js';
import { FIRST_MODEL, type PanelModel } from '../../webview/state.js';
import { SIMULATION_FIELDS } from '../../webview/views/simulate/simulationFields.js';

const settled = () => new Promise<void>((resume) => setImmediate(resume));
const PREVIEW: SimulationPreview = { equation: 'y = 1', columns: ['x1', 'y'], rows: [[1, 2]] };

/** A host that answers when it is told to. */
function made() {
  const asked: { name: string; simulation: Simulation }[] = [];
  const answers: { resolve(value: unknown): void; reject(error: Error): void }[] = [];
  let model: PanelModel = FIRST_MODEL;
  const call = (name: string, { simulation }: { simulation: Simulation }) => {
    asked.push({ name, simulation });
    return new Promise((resolve, reject) => answers.push({ resolve, reject }));
  };
  const client = new SimulationClient(
    { call } as never,
    () => model,
    (change) => {
      model = reduce(model, { kind: 'simulating', change });
    },
    (error) => assert.fail(String(error)),
  );
  return { client, asked, answers, now: () => model.simulating };
}

describe('the form for new data', () => {
  it('previews one simulation at a time, and the newest in the end', async () => {
    const { client, asked, answers, now } = made();
    client.open();
    for (const seed of [2, 3, 4]) client.set({ ...FIRST_SIMULATION, seed });
    assert.equal(asked.length, 1);
    answers[0]!.resolve(PREVIEW);
    await settled();
    assert.deepEqual(
      asked.map(({ simulation }) => simulation.seed),
      [1, 4],
    );
    // The first answer was of what no longer stands there.
    assert.equal(now().preview, null);
    answers[1]!.resolve(PREVIEW);
    await settled();
    assert.equal(now().preview, PREVIEW);
  });

  it('says why nothing can be made, and keeps the last preview', async () => {
    const { client, answers, now } = made();
    client.open();
    answers[0]!.resolve(PREVIEW);
    await settled();
    client.set({ ...FIRST_SIMULATION, rowCount: 1 });
    answers[1]!.reject(new GausslineError('simulate/settings', 'Too few.'));
    await settled();
    assert.deepEqual([now().error, now().preview], ['Too few.', PREVIEW]);
  });

  it('closes once the data are made, and not where no file was chosen', async () => {
    const { client, asked, answers, now } = made();
    client.open();
    answers[0]!.resolve(PREVIEW);
    await settled();
    client.make();
    client.make();
    assert.equal(asked.length, 2);
    answers[1]!.resolve(false);
    await settled();
    assert.deepEqual([now().isOpen, now().isMaking], [true, false]);
    client.make();
    answers[2]!.reject(new GausslineError('cancelled', 'Cancelled.'));
    await settled();
    assert.deepEqual([now().isOpen, now().error], [true, null]);
    client.make();
    answers[3]!.resolve(true);
    await settled();
    assert.equal(now().isOpen, false);
  });
});

describe('fields of a simulation', () => {
  const read = (name: string, text: string) => {
    const field = SIMULATION_FIELDS.find((one) => one.name === name)!;
    return field.read(text, FIRST_SIMULATION);
  };

  it('read what a person types', () => {
    assert.deepEqual(read('weights', '2, −1  .5;3')?.weights, [2, -1, 0.5, 3]);
    assert.equal(read('rowCount', '10,000')?.rowCount, 10_000);
    assert.equal(read('outlierShare', '5')?.outlierShare, 0.05);
    assert.equal(read('noise', 'laplace')?.noise, 'laplace');
  });

  it('say where that is no number', () => {
    for (const [name, text] of [
      ['weights', ''],
      ['weights', '2, b'],
      ['scale', 'wide'],
      ['noise', 'cauchy'],
      ['outlierShare', ''],
    ] as const)
      assert.equal(read(name, text), null, `${name} ${text}`);
  });

  it('show what they read, and only what counts', () => {
    for (const field of SIMULATION_FIELDS)
      assert.deepEqual(
        field.read(field.text(FIRST_SIMULATION), FIRST_SIMULATION),
        FIRST_SIMULATION,
        field.name,
      );
    const shown = (change: Partial<Simulation>) =>
      SIMULATION_FIELDS.filter(({ isShown }) => isShown?.({ ...FIRST_SIMULATION, ...change }) !== false).map(
        ({ name }) => name,
      );
    assert.ok(!shown({ noise: 'poisson' }).includes('scale'));
    assert.ok(!shown({ weights: [1] }).includes('correlation'));
    assert.ok(!shown({}).includes('outlierSize') && shown({ outlierShare: 0.1 }).includes('outlierSize'));
  });
});
