import { strict as assert } from 'node:assert';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { NO_CHOICES, type ReadChoices } from '../../src/protocol/index.js';
import { OwnPanels } from './ownPanels.js';
import { closeAll, Folder, fitted, until } from './workbench.js';

/** Five rows without a header: read with one, they are four. */
const TEXT = '1,2\n2,4.1\n4,5.9\n3,8.2\n5,9.9\n';
const WITH_HEADER: ReadChoices = { dialect: { hasHeader: true }, kinds: {} };

describe('How a file is read', () => {
  const folder = new Folder();
  const settings = () => vscode.workspace.getConfiguration('gaussline');
  let own: OwnPanels;
  let uri: vscode.Uri;
  beforeEach(() => {
    own = new OwnPanels();
    uri = folder.write('points.csv', TEXT);
  });
  afterEach(async () => {
    own.dispose();
    await settings().update('dialects', undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
  });
  after(() => folder.remove());

  const shown = () => own.panels.find(uri)!.snapshot;
  const rowCount = () => fitted(shown()).source.rowCount;

  it('follows the choice of the user, who can take it back', async () => {
    await own.panels.fit(uri);
    assert.equal(rowCount(), 5);
    await own.panels.find(uri)!.read(WITH_HEADER);
    assert.equal(rowCount(), 4);
    assert.deepEqual(shown().reading, { chosen: WITH_HEADER, bySetting: {} });
    await own.panels.find(uri)!.read(NO_CHOICES);
    assert.equal(rowCount(), 5);
    assert.deepEqual(own.memory.keys(), []);
  });

  it('is remembered for the file, also when its panel was closed', async () => {
    await own.panels.fit(uri);
    await own.panels.find(uri)!.read(WITH_HEADER);
    own.panels.find(uri)!.close();
    await until('closed', () => own.panels.find(uri) === undefined);
    await own.panels.fit(uri);
    assert.equal(rowCount(), 4);
    const other = folder.write('others.csv', TEXT);
    await own.panels.fit(other);
    assert.equal(fitted(own.panels.find(other)!.snapshot).source.rowCount, 5);
  });

  it('follows the setting, and the choice before the setting', async () => {
    const dialect = { hasHeader: true, missingTokens: ['9.9'] };
    await settings().update('dialects', { '*.csv': dialect }, vscode.ConfigurationTarget.Global);
    await own.panels.fit(uri);
    assert.equal(rowCount(), 4);
    assert.deepEqual(shown().reading.bySetting, dialect);
    assert.equal(fitted(shown()).leftOut.count, 1);
    await own.panels.find(uri)!.read({ dialect: { hasHeader: false }, kinds: {} });
    assert.equal(rowCount(), 5);
  });

  it('says what is wrong with a setting', async () => {
    await settings().update('dialects', { '*.csv': { delimiter: 'h' } }, vscode.ConfigurationTarget.Global);
    await own.panels.fit(uri);
    const { phase } = shown();
    assert.ok(phase.kind === 'failed' && phase.error.code === 'settings/invalid', phase.kind);
    assert.match(phase.error.message, /"delimiter":"h"/);
  });

  it('can be mended where a wrong reading left nothing to fit', async () => {
    await own.panels.fit(uri);
    await own.panels.find(uri)!.read({ dialect: { delimiter: '|' }, kinds: {} });
    const { phase } = shown();
    assert.ok(phase.kind === 'failed' && phase.source?.dialect.delimiter === '|', phase.kind);
    await own.panels.find(uri)!.read(NO_CHOICES);
    assert.equal(rowCount(), 5);
  });
});

describe('Export as clean CSV', () => {
  const folder = new Folder();
  const showDialog = vscode.window.showSaveDialog;
  const showInformation = vscode.window.showInformationMessage;
  let own: OwnPanels;
  const said: string[] = [];
  let asked: vscode.SaveDialogOptions | undefined;
  beforeEach(() => {
    own = new OwnPanels();
    said.length = 0;
    Object.assign(vscode.window, {
      showInformationMessage: async (message: string) => void said.push(message),
    });
  });
  afterEach(() => {
    own.dispose();
    Object.assign(vscode.window, { showInformationMessage: showInformation, showSaveDialog: showDialog });
  });
  after(() => folder.remove());

  /** The dialog answers with this target; undefined is a user who leaves. */
  function answerWith(target: vscode.Uri | undefined): void {
    vscode.window.showSaveDialog = async (options) => {
      asked = options;
      return target;
    };
  }
  const beside = (uri: vscode.Uri, name: string) => vscode.Uri.joinPath(uri, '..', name);

  it('writes comma, line feeds and UTF-8, as the panel reads the file', async () => {
    const uri = folder.write('prices.csv', Buffer.from('a;b;c\r\n1,5;"x;y";caf\xe9\r\n2,5;z;\r\n', 'latin1'));
    answerWith(beside(uri, 'out.csv'));
    await own.panels.exportCsv(uri);
    assert.equal(path.basename(asked?.defaultUri?.path ?? ''), 'prices-clean.csv');
    assert.equal(
      readFileSync(path.join(folder.path, 'out.csv'), 'utf8'),
      'a,b,c\n"1,5",x;y,café\n"2,5",z,\n',
    );
    assert.deepEqual(said, ['out.csv: 2 rows written.']);
  });

  it('writes what is in the editor', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'x;y\n1;2\n3;4\n' });
    const target = folder.write('there.csv', 'before');
    answerWith(target);
    await own.panels.exportCsv(document.uri);
    assert.equal(readFileSync(target.fsPath, 'utf8'), 'x,y\n1,2\n3,4\n');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('does nothing when the user leaves', async () => {
    const uri = folder.write('stay.csv', 'x,y\n1,2\n');
    answerWith(undefined);
    const before = readdirSync(folder.path);
    await own.panels.exportCsv(uri);
    assert.deepEqual(readdirSync(folder.path), before);
  });

  it('does not write over the file it reads', async () => {
    const uri = folder.write('self.csv', 'x;y\n1;2\n');
    answerWith(uri);
    await assert.rejects(own.panels.exportCsv(uri), { code: 'export/same-file' });
    answerWith(beside(uri, 'here/../self.csv'));
    await assert.rejects(own.panels.exportCsv(uri), { code: 'export/same-file' });
    assert.equal(readFileSync(uri.fsPath, 'utf8'), 'x;y\n1;2\n');
  });

  it('leaves nothing half-written where it fails', async () => {
    const uri = folder.write('broken.csv', 'x,y\n1,\0\n');
    const target = path.join(folder.path, 'target');
    mkdirSync(target, { recursive: true });
    writeFileSync(path.join(target, 'kept.csv'), 'before');
    answerWith(vscode.Uri.file(path.join(target, 'kept.csv')));
    await assert.rejects(own.panels.exportCsv(uri), { code: 'csv/binary' });
    answerWith(vscode.Uri.file(path.join(target, 'gone', 'kept.csv')));
    await assert.rejects(own.panels.exportCsv(folder.write('fine.csv', 'x,y\n1,2\n')), {
      code: 'export/not-writable',
    });
    assert.deepEqual(readdirSync(target), ['kept.csv']);
    assert.equal(readFileSync(path.join(target, 'kept.csv'), 'utf8'), 'before');
  });
});
