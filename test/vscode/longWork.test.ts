import { strict as assert } from 'node:assert';
import { appendFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { IntervalHistogram } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { expectOnTime } from './eventLoop.js';
import { OwnPanels } from './ownPanels.js';
import { api, closeAll, FIT, Folder, fitFile, fitted, snapshotOf, staleOf, until } from './workbench.js';

const SLOW_WORKER = path.join(__dirname, 'slowWorker.entry.js');

describe('A file over 50 MB', function () {
  this.timeout(120_000);
  const folder = new Folder();
  let uri: vscode.Uri;
  before(() => {
    uri = folder.writeLarge('large.csv');
  });
  after(() => folder.remove());
  afterEach(closeAll);

  it('fits from its tab, though VS Code hides it from extensions', async () => {
    await vscode.commands.executeCommand('vscode.open', uri);
    await until('its tab', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'large.csv');
    assert.equal(vscode.window.activeTextEditor, undefined);
    await vscode.commands.executeCommand(FIT);
    const report = fitted(await snapshotOf(uri));
    // y = 3 + 2 (x - 0.25) plus 0, 1/8, ... 16/8 in turn, whose mean is 1: 3.5 + 2 x.
    const [intercept, slope] = report.coefficients.map(({ estimate }) => estimate ?? Number.NaN);
    assert.ok(Math.abs(intercept! - 3.5) < 0.05, `intercept ${intercept}`);
    assert.ok(Math.abs(slope! - 2) < 1e-4, `slope ${slope}`);
    assert.ok(report.source.byteCount > 50 * 1024 * 1024);
    console.log(`    read in ${Math.round(report.elapsed.readMs)} ms, ${report.source.rowCount} rows`);
  });

  it('leaves the thread of the extensions free', async () => {
    let workMs = 0;
    const fitAnother = async (watch: IntervalHistogram, attempt: number) => {
      // Another name, so that nothing of an earlier read is used again.
      const copy = folder.writeLarge(`another${attempt}.csv`);
      watch.enable();
      const { elapsed } = fitted(await fitFile(copy));
      workMs = elapsed.readMs + elapsed.fitMs;
    };
    // Had this thread done the work, it would have been deaf for all of it.
    await expectOnTime('while 60 MB are fitted', fitAnother, ({ longest }) => longest < workMs / 2);
  });

  it('does not read again for another formula', async () => {
    const own = new OwnPanels(SLOW_WORKER);
    await own.panels.fit(uri);
    const readMs = fitted(own.panels.find(uri)!.snapshot).elapsed.readMs;
    await own.panels.fit(uri, 'y ~ x - 1');
    const report = fitted(own.panels.find(uri)!.snapshot);
    own.dispose();
    assert.equal(report.coefficients.length, 1);
    assert.ok(report.elapsed.readMs < readMs / 10, `${report.elapsed.readMs} ms after ${readMs} ms`);
  });
});

describe('While a fit runs', function () {
  this.timeout(120_000);
  const folder = new Folder();
  let own: OwnPanels;
  let uri: vscode.Uri;
  let fitting: Promise<void>;
  beforeEach(async () => {
    own = new OwnPanels(SLOW_WORKER);
    uri = folder.writeLarge('large.csv');
    fitting = own.panels.fit(uri);
    await until('rows are being read', () => {
      const phase = own.panels.find(uri)?.snapshot.phase;
      return phase?.kind === 'working' && (phase.progress?.rows ?? 0) > 0;
    });
  });
  afterEach(async () => {
    own.dispose();
    await closeAll();
  });
  after(() => folder.remove());

  const phase = () => own.panels.find(uri)!.snapshot.phase;

  it('tells how far it is', async () => {
    const { phase: working } = own.panels.find(uri)!.snapshot;
    assert.ok(working.kind === 'working' && working.progress);
    const { stage, bytesRead, bytesTotal } = working.progress;
    assert.equal(stage, 'reading');
    assert.ok(bytesRead > 0 && bytesTotal !== null && bytesRead <= bytesTotal);
    await fitting;
  });

  it('can be cancelled, and begun again', async () => {
    own.panels.find(uri)!.state.cancel();
    assert.equal(phase().kind, 'cancelled');
    await fitting;
    assert.equal(phase().kind, 'cancelled');
    await own.panels.fit(uri);
    fitted({ phase: phase() });
  });

  it('survives the loss of its worker: says so, and the next command works', async () => {
    await own.worker.stop();
    await fitting;
    const failed = phase();
    assert.ok(failed.kind === 'failed' && failed.error.code === 'worker/lost', failed.kind);
    assert.match(failed.error.hint ?? '', /^Run the command again/);
    await own.panels.fit(uri);
    fitted({ phase: phase() });
  });

  it('fails with a code when the file is deleted', async () => {
    rmSync(uri.fsPath);
    await fitting;
    const failed = phase();
    assert.ok(failed.kind === 'failed' && failed.error.code === 'source/disappeared', failed.kind);
    assert.match(failed.error.hint ?? '', /^Put /);
  });

  it('is stale when the file grows, with a warning', async () => {
    appendFileSync(uri.fsPath, '1,2\n');
    await fitting;
    const codes = fitted({ phase: phase() }).warnings.map(({ code }) => code);
    assert.ok(codes.includes('source/changed-while-read'), codes.join());
    assert.match(staleOf({ phase: phase() }) ?? '', /changed/);
  });

  it('ends when the panel is closed', async () => {
    own.panels.find(uri)!.close();
    await fitting;
    await until('the panel is forgotten', () => own.panels.find(uri) === undefined);
  });
});

describe('The worker of the extension', () => {
  const folder = new Folder();
  after(() => folder.remove());
  afterEach(closeAll);

  it('may be killed between two commands', async () => {
    const uri = folder.copy('fixtures/plain.csv');
    await fitFile(uri);
    await (await api()).stopWorker();
    fitted(await fitFile(uri));
  });
});
