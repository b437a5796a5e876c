import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { AUTO_SETTINGS, type TrainingRunRecord, type TrainingSettings } from '../../src/protocol/index.js';
import { manyColumnsCsv } from '../fixtures/generated.js';
import { expectOnTime, watchFor } from './eventLoop.js';
import { OwnPanels } from './ownPanels.js';
import { closeAll, extension, Folder, until } from './workbench.js';

/** Minutes of work, unless it is stopped. */
const LONG: TrainingSettings = { ...AUTO_SETTINGS, backend: 'gpu', epochs: 1_000_000 };
const DRIVERS = 'VK_DRIVER_FILES';

// Here Dawn and Chromium both have a software adapter; see .config/hostSuite.mjs.
describe('Training on a GPU from the extension host', function () {
  this.timeout(180_000);
  const folder = new Folder();
  const drivers = process.env[DRIVERS] ?? '';
  let own: OwnPanels | undefined;
  let uri: vscode.Uri;
  afterEach(async () => {
    own?.dispose();
    process.env[DRIVERS] = drivers;
    await closeAll();
  });
  after(() => folder.remove());

  const panel = () => own!.panels.find(uri)!;
  const run = (): TrainingRunRecord | undefined => panel().snapshot.training.runs.at(-1);

  /** Fits, and begins a run in this worker thread's surroundings; resolves while it goes on. */
  async function begin(file: vscode.Uri, whileOpening: () => void = () => {}) {
    own = new OwnPanels();
    uri = file;
    await own.panels.fit(uri);
    await until('its page', () => panel().hasPage);
    await panel().training.setPace('full');
    whileOpening();
    const training = panel().orders.train({
      formula: panel().snapshot.formula,
      settings: LONG,
      isStepwise: false,
    });
    await until('steps are taken', () => (run()?.curve.stepCount ?? 0) > 0, 60_000);
    return { training };
  }

  async function stop(training: Promise<void>): Promise<void> {
    await panel().training.steer(run()!.token, 'stop');
    await training;
    assert.equal(run()?.state, 'stopped');
    assert.equal(run()?.opened?.plan.backend.kind, 'gpu');
  }

  it('leaves the thread of the extensions free while a process trains', async () => {
    const houses = readFileSync(path.join(extension().extensionPath, 'media/samples/houses.csv'));
    const { training } = await begin(folder.write('houses.csv', houses));
    assert.match(run()?.opened?.plan.backend.name ?? '', /^WebGPU, /);
    await expectOnTime('while a process trains', (watch) => watchFor(watch, 3));
    await stop(training);
  });

  it('leaves it free while rows are carried to the page, and trains there', async () => {
    // No driver, so no adapter, for the worker thread that starts now.
    process.env[DRIVERS] = devNull;
    const large = folder.write('large.csv', manyColumnsCsv(21, 100_000));
    await expectOnTime('while 8 MB of rows are carried to the page', async (watch) => {
      const { training } = await begin(large, () => watch.enable());
      watch.disable();
      assert.match(run()?.opened?.plan.backend.name ?? '', /^WebGPU, /);
      await stop(training);
      own?.dispose();
    });
  });
});
