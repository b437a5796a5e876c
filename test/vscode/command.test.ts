import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { api, closeAll, extension, FIT, Folder, fitFile, fitted, snapshotOf, until } from './workbench.js';

/** One model of R's reference outputs, in the numbers recomputed exactly. */
type ReferenceModel = {
  id: string;
  exact: { estimates: number[]; se: number[]; sigma: number; r2: number; F: number; aic: number };
};

function referenceOf(id: string): ReferenceModel['exact'] {
  const file = path.join(extension().extensionPath, 'test/certified/r/reference.json');
  const { models }: { models: ReferenceModel[] } = JSON.parse(readFileSync(file, 'utf8'));
  const model = models.find((one) => one.id === id);
  assert.ok(model, id);
  return model.exact;
}

function assertClose(found: number | null, expected: number, what: string): void {
  assert.ok(found !== null && Math.abs(found - expected) <= 1e-10 * Math.abs(expected), `${what}: ${found}`);
}

const panelTabs = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview);

describe('The command', () => {
  const folder = new Folder();
  after(() => folder.remove());
  afterEach(closeAll);

  it('fits the file a menu names, with the numbers of R', async () => {
    const snapshot = await fitFile(folder.copy('certified/r/cars.csv'));
    const report = fitted(snapshot);
    // R 4.2.2, lm(dist ~ speed, cars), recomputed in exact arithmetic: test/certified/README.md.
    const expected = referenceOf('cars: dist ~ speed');
    assert.equal(snapshot.formula, 'dist ~ speed');
    report.coefficients.forEach(({ name, estimate, standardError }, index) => {
      assertClose(estimate, expected.estimates[index]!, `estimate of ${name}`);
      assertClose(standardError, expected.se[index]!, `standard error of ${name}`);
    });
    assertClose(report.summary.residualStandardError, expected.sigma, 'sigma');
    assertClose(report.summary.rSquared, expected.r2, 'R squared');
    assertClose(report.summary.fStatistic?.value ?? null, expected.F, 'F');
    assertClose(report.summary.aic, expected.aic, 'AIC');
    // Two fitted values are below 0, and no distance is: test/core/advice/targetAdvice.test.ts.
    assert.deepEqual(
      report.warnings.map(({ code }) => code),
      ['advice/log-target'],
    );
  });

  it('opens beside the text and leaves the keyboard there', async () => {
    const uri = folder.copy('fixtures/plain.csv');
    const editor = await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
    await vscode.commands.executeCommand(FIT, uri);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString());
    await until('a tab for the panel', () => panelTabs().length > 0);
    const [tab] = panelTabs();
    assert.equal(tab?.label, 'Gaussline: plain.csv');
    assert.equal(tab?.group.viewColumn, vscode.ViewColumn.Two);
  });

  it('takes the active editor when nothing is named', async () => {
    const uri = folder.copy('fixtures/plain.csv');
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand(FIT);
    fitted(await snapshotOf(uri));
  });

  it('takes the file of the active panel when run from there', async () => {
    const uri = folder.copy('fixtures/plain.csv');
    await fitFile(uri);
    await vscode.commands.executeCommand('workbench.action.focusNextGroup');
    await vscode.commands.executeCommand('workbench.action.openEditorAtIndex1');
    await vscode.commands.executeCommand(FIT);
    fitted(await snapshotOf(uri));
    assert.equal(panelTabs().length, 1);
  });

  it('uses the panel of a file again, and another one for another file', async () => {
    const uri = folder.copy('fixtures/plain.csv');
    await fitFile(uri);
    await fitFile(uri);
    await until('one panel', () => panelTabs().length === 1);
    await fitFile(folder.copy('fixtures/collinear.csv'));
    await until('two panels', () => panelTabs().length === 2);
  });

  it('forgets a panel that was closed', async () => {
    const uri = folder.copy('fixtures/plain.csv');
    await fitFile(uri);
    await closeAll();
    assert.equal((await api()).snapshotOf(uri), undefined);
    fitted(await fitFile(uri));
  });

  it('announces work, then the result', async () => {
    const uri = folder.copy('fixtures/plain.csv');
    const phases: string[] = [];
    const listening = (await api()).onDidChangeSnapshot(({ phase }) => phases.push(phase.kind));
    await fitFile(uri);
    listening.dispose();
    assert.deepEqual(phases, ['working', 'fitted']);
  });

  it('keeps a hostile header as it is', async () => {
    const uri = folder.copy('fixtures/hostileHeader.csv');
    const header = readFileSync(uri.fsPath, 'utf8');
    const names = fitted(await fitFile(uri)).source.columns.map(({ name }) => name);
    assert.ok(
      names.some((name) => name.includes('<img src=x onerror=')),
      names.join(' | '),
    );
    assert.ok(names.includes('__proto__'), names.join(' | '));
    assert.ok(header.includes('<img src=x onerror='));
  });

  it('reads a file with any character in its name', async () => {
    const uri = folder.write('ünï [1] {a,b} #%20.csv', 'x,y\n1,2\n2,4.1\n3,5.9\n4,8.2\n');
    assert.equal(fitted(await fitFile(uri)).source.name, 'ünï [1] {a,b} #%20.csv');
  });
});
