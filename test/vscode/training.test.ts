import { strict as assert } from 'node:assert';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { AUTO_SETTINGS, type TrainingRunRecord, type TrainingSettings } from '../../src/protocol/index.js';
import { expectOnTime, watchFor } from './eventLoop.js';
import { OwnPanels } from './ownPanels.js';
import { closeAll, extension, Folder, snapshotOf, staleOf, until } from './workbench.js';

const TRAIN = 'gaussline.train';
/** Minutes of work for the kernel, unless it is stopped. */
const LONG: TrainingSettings = { ...AUTO_SETTINGS, epochs: 5_000_000 };

describe('Training in the extension host', function () {
  this.timeout(120_000);
  const folder = new Folder();
  let own: OwnPanels;
  let uri: vscode.Uri;
  let fileCount = 0;
  const sample = path.join(extension().extensionPath, 'media/samples/houses.csv');
  beforeEach(() => {
    own = new OwnPanels();
    // A file of its own for each test: one that was edited stays open in the window.
    uri = folder.write(`houses${++fileCount}.csv`, readFileSync(sample));
  });
  afterEach(async () => {
    own.dispose();
    await closeAll();
  });
  after(() => folder.remove());

  const panel = () => own.panels.find(uri)!;
  const run = (number = 1): TrainingRunRecord | undefined =>
    own.panels.find(uri)?.snapshot.training.runs.find((one) => one.number === number);

  /** Fits, then begins a run that lasts; resolves while it goes on. */
  async function begin(settings = LONG): Promise<{ training: Promise<void> }> {
    await own.panels.fit(uri);
    await panel().training.setPace('full');
    const { formula } = panel().snapshot;
    const training = panel().orders.train({ formula, settings, isStepwise: false });
    await until('steps are taken', () => (run()?.curve.stepCount ?? 0) > 0);
    return { training };
  }

  it('fits and trains by one command, and says what trained', async () => {
    await vscode.commands.executeCommand(TRAIN, uri);
    const { training, phase } = await snapshotOf(uri);
    assert.equal(phase.kind, 'fitted');
    const [record] = training.runs;
    assert.equal(record?.state, 'finished');
    assert.ok(record.end?.gapToExact != null && record.end.gapToExact < 0.01);
    assert.equal(record.opened?.plan.backend.name, 'CPU kernel');
    assert.ok(phase.kind === 'fitted' && record.opened?.fingerprint === phase.report.source.fingerprint);
  });

  it('leaves the thread of the extensions free', async () => {
    const { training } = await begin();
    await expectOnTime('while training', (watch) => watchFor(watch, 3));
    await panel().training.steer(run()!.token, 'stop');
    await training;
    assert.equal(run()?.state, 'stopped');
    assert.ok(run()?.end?.coefficients.every(({ estimate }) => estimate !== null));
  });

  it('goes on while the text is edited, and is stale then', async () => {
    const { training } = await begin({ ...AUTO_SETTINGS, epochs: 30_000 });
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(document.lineCount, 0), '1000,10,300\n');
    await vscode.workspace.applyEdit(edit);
    await training;
    assert.equal(run()?.state, 'finished');
    const { phase } = panel().snapshot;
    assert.ok(phase.kind === 'fitted' && phase.stale !== null);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('goes on when the file is deleted', async () => {
    const { training } = await begin({ ...AUTO_SETTINGS, epochs: 30_000 });
    rmSync(uri.fsPath);
    await training;
    assert.equal(run()?.state, 'finished');
    // The watcher's look at the file may come at any moment, and stops one that has begun before.
    await until('stale after the deletion', () => /no longer there/.test(staleOf(panel().snapshot) ?? ''));
  });

  it('ends when the panel is closed, and the worker is free for the next', async () => {
    const { training } = await begin();
    panel().close();
    await training;
    assert.equal(own.panels.find(uri), undefined);
    const again = await begin({ ...AUTO_SETTINGS, epochs: 20 });
    await again.training;
    assert.equal(run()?.state, 'finished');
  });

  it('refuses a second run, in another panel too, with a word', async () => {
    const { training } = await begin();
    const other = folder.copy('certified/r/cars.csv');
    await own.panels.train(other);
    const { training: refused } = own.panels.find(other)!.snapshot;
    assert.equal(refused.error?.code, 'train/already-running');
    assert.match(refused.error?.message ?? '', /houses\d+\.csv/);
    assert.equal(refused.runs.length, 0);
    await panel().training.steer(run()!.token, 'stop');
    await training;
  });

  it('fits first where the formula is another one', async () => {
    await own.panels.fit(uri);
    await panel().training.setPace('full');
    const formula = '`price (kUSD)` ~ `age (years)`';
    await panel().orders.train({ formula, settings: { ...AUTO_SETTINGS, epochs: 5 }, isStepwise: false });
    assert.equal(panel().snapshot.formula, formula);
    assert.deepEqual(run()?.opened?.names, ['(Intercept)', 'age (years)']);
  });

  it('says so when its worker is lost, and trains again', async () => {
    const { training } = await begin();
    await own.worker.stop();
    await training;
    assert.equal(run()?.state, 'failed');
    assert.equal(run()?.error?.code, 'worker/lost');
    const { formula } = panel().snapshot;
    await panel().orders.train({ formula, settings: { ...AUTO_SETTINGS, epochs: 5 }, isStepwise: false });
    assert.equal(run(2)?.state, 'finished');
  });
});
