import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { listenToPage } from '../../src/host/pageEvents.js';
import { saveFile } from '../../src/host/saveFile.js';
import { Channel, type PanelHostSide, type PanelSide } from '../../src/protocol/index.js';
import { memoryPair } from '../protocol/channelPairs.js';
import { OwnPanels } from './ownPanels.js';
import { closeAll, Folder, until } from './workbench.js';

describe('Saving from the panel', () => {
  const folder = new Folder();
  const show = vscode.window.showSaveDialog;
  let asked: vscode.SaveDialogOptions | undefined;
  afterEach(() => {
    vscode.window.showSaveDialog = show;
  });
  after(() => folder.remove());

  /** The dialog answers as a user who takes what it offers, or who leaves. */
  function answerWith(takesIt: boolean): void {
    vscode.window.showSaveDialog = async (options) => {
      asked = options;
      return takesIt ? options?.defaultUri : undefined;
    };
  }

  const beside = () => folder.write('houses.csv', 'x\n1\n');

  it('writes text and bytes beside the file, under the name the page suggests', async () => {
    answerWith(true);
    assert.ok(await saveFile(beside(), { suggestedName: 'houses fit.svg', content: '<svg/>' }));
    assert.equal(readFileSync(path.join(folder.path, 'houses fit.svg'), 'utf8'), '<svg/>');
    assert.deepEqual(asked?.filters, { SVG: ['svg'] });
    assert.ok(await saveFile(beside(), { suggestedName: 'chart.png', content: Uint8Array.of(1, 2, 255) }));
    assert.deepEqual([...readFileSync(path.join(folder.path, 'chart.png'))], [1, 2, 255]);
  });

  it('offers no place outside of the folder', async () => {
    answerWith(false);
    assert.equal(await saveFile(beside(), { suggestedName: '../../etc/passwd.csv', content: '' }), false);
    assert.equal(path.dirname(asked?.defaultUri?.fsPath ?? ''), folder.path);
  });
});

describe('What the page announces', () => {
  const folder = new Folder();
  let own: OwnPanels;
  let page: Channel<PanelSide, PanelHostSide>;
  let host: Channel<PanelHostSide, PanelSide>;
  let uri: vscode.Uri;
  beforeEach(async () => {
    uri = folder.copy('fixtures/plain.csv');
    own = new OwnPanels();
    await own.panels.fit(uri);
    const { left, right } = memoryPair();
    page = new Channel<PanelSide, PanelHostSide>(left, {});
    host = new Channel<PanelHostSide, PanelSide>(right, {
      ready: () => Promise.reject(new Error('not asked here')),
      lineText: () => Promise.reject(new Error('not asked here')),
      doctor: () => Promise.reject(new Error('not asked here')),
      compareFits: () => Promise.reject(new Error('not asked here')),
      openPrediction: () => Promise.reject(new Error('not asked here')),
      predictRow: () => Promise.reject(new Error('not asked here')),
      predictEmptyRows: () => Promise.reject(new Error('not asked here')),
      rowOfLine: () => Promise.reject(new Error('not asked here')),
      lossSurface: () => Promise.reject(new Error('not asked here')),
      previewSimulation: () => Promise.reject(new Error('not asked here')),
      simulate: () => Promise.reject(new Error('not asked here')),
      describeRows: () => Promise.reject(new Error('not asked here')),
      testAssumptions: () => Promise.reject(new Error('not asked here')),
      compareLikelihoods: () => Promise.reject(new Error('not asked here')),
      designMatrix: () => Promise.reject(new Error('not asked here')),
      fitWithout: () => Promise.reject(new Error('not asked here')),
    });
    listenToPage(host, own.panels.find(uri)!);
  });
  afterEach(async () => {
    page.dispose();
    host.dispose();
    own.dispose();
    await closeAll();
  });
  after(() => folder.remove());

  const shown = () => own.panels.find(uri)!.snapshot;

  it('fits another formula', async () => {
    page.announce('fit', { formula: 'y ~ 1' });
    await until('the new formula', () => shown().phase.kind === 'fitted' && shown().formula === 'y ~ 1');
  });

  it('shows a formula that is wrong with its place, and keeps the result', async () => {
    page.announce('fit', { formula: 'y ~ xx' });
    await until('the failure', () => shown().phase.kind === 'failed');
    const { phase, formula } = shown();
    assert.ok(phase.kind === 'failed' && phase.previous !== null);
    assert.deepEqual(phase.error.details.range, { start: 4, end: 6 });
    assert.equal(formula, 'y ~ xx');
  });

  it('goes to lines and copies', async () => {
    page.announce('goToLines', { firstLine: 3, lastLine: 3, takeFocus: true });
    await until('the line', () => vscode.window.activeTextEditor?.selection.active.line === 2);
    page.announce('copy', { text: 'R² 0.87' });
    await until('the clipboard', async () => (await vscode.env.clipboard.readText()) === 'R² 0.87');
  });

  it('is ignored when it is not as agreed, and the panel goes on', async () => {
    const shownErrors: string[] = [];
    const show = vscode.window.showErrorMessage;
    Object.assign(vscode.window, {
      showErrorMessage: async (message: string) => void shownErrors.push(message),
    });
    page.announce('fit', { formula: 7 as unknown as string });
    page.announce('goToLines', null as unknown as { firstLine: 1; lastLine: 1; takeFocus: false });
    await until('two messages', () => shownErrors.length === 2);
    Object.assign(vscode.window, { showErrorMessage: show });
    assert.match(shownErrors[0] ?? '', /`fit` message that is not as agreed/);
    page.announce('fit', { formula: 'y ~ 1' });
    await until('the new formula', () => shown().formula === 'y ~ 1');
  });

  it('opens a sample in a panel of its own', async () => {
    page.announce('openSample', { name: 'cars.csv' });
    const sample = vscode.Uri.joinPath(own.panels.find(uri)!.parts.extensionUri, 'media/samples/cars.csv');
    await until('the sample', () => own.panels.find(sample)?.snapshot.phase.kind === 'fitted');
    await until('its text', () =>
      vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === sample.toString()),
    );
  });
});
