import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { WorkerClient } from '../../src/host/workerClient.js';
import {
  AUTO_SETTINGS,
  NO_CHOICES,
  type StudyProgress,
  type StudyRequest,
} from '../../src/protocol/index.js';
import { bundleWorker } from './workerBundle.js';

function requestOf(token: number, secondsEach: number): StudyRequest {
  return {
    source: { kind: 'file', path: path.resolve('media/samples/houses.csv'), name: 'houses.csv' },
    ...{ reading: NO_CHOICES, memoryBudget: 1024, token, settings: AUTO_SETTINGS },
    formula: '`price (kUSD)` ~ `area (sqft)` + `age (years)`',
    gpu: { runtime: 'node', nodePath: null, hasPage: false },
    order: { kind: 'batch-sizes', secondsEach },
  };
}

describe('Studies in the worker thread', function () {
  this.timeout(60_000);
  let bundle: string;
  let client: WorkerClient;
  before(async () => {
    bundle = await bundleWorker();
  });
  after(() => rmSync(path.dirname(bundle), { recursive: true, force: true }));
  beforeEach(() => {
    client = new WorkerClient(bundle);
  });
  afterEach(() => client.dispose());

  it('tells what has come of it now and then, and all of it at the end', async () => {
    const told: StudyProgress[] = [];
    const began = performance.now();
    client.on('studyProgress', (progress) => told.push(progress));
    const outcome = await client.call('study', requestOf(1, 0.3));
    // Ten times a second at most, from the first on, and once at the end.
    assert.ok(told.length >= 3 && told.length <= (performance.now() - began) / 100 + 2, `${told.length}`);
    const last = told.at(-1)!;
    assert.deepEqual(last.outcome, outcome);
    assert.equal(last.done, last.total);
    assert.ok(outcome.kind === 'batch-sizes' && outcome.runs.length === 3);
  });

  it('refuses a study and a run while one goes on, and takes the next after a cancel', async () => {
    const abort = new AbortController();
    const begun = new Promise<void>((resolve) => client.on('studyProgress', () => resolve()));
    const going = client.call('study', requestOf(2, 30), abort.signal);
    await begun;
    const busy = { code: 'train/already-running', message: /experiment on houses\.csv is not over yet/ };
    await assert.rejects(client.call('study', requestOf(3, 1)), busy);
    const run = { ...requestOf(4, 1), pace: 'full', isStepwise: false } as const;
    await assert.rejects(client.call('train', run), busy);
    abort.abort();
    await assert.rejects(going, { code: 'cancelled' });
    await client.call('study', requestOf(5, 0.01));
  });
});
