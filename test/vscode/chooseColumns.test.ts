import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { OwnPanels } from './ownPanels.js';
import { closeAll, Folder, fitted, until } from './workbench.js';

const TEXT = 'city,area,age,price\nA,50,3,101\nB,60,9,115\nC,70,4,143\nD,80,1,166\nE,90,7,180\n';

/** What VS Code shows in a quick pick, seen where it is made. */
class Picks {
  readonly shown: vscode.QuickPick<vscode.QuickPickItem>[] = [];
  private readonly create = vscode.window.createQuickPick;

  constructor() {
    vscode.window.createQuickPick = <T extends vscode.QuickPickItem>() => {
      const pick = this.create<T>();
      this.shown.push(pick as unknown as vscode.QuickPick<vscode.QuickPickItem>);
      return pick;
    };
  }

  /** The pick of a step, once it is on screen with its items. */
  async step(step: number): Promise<vscode.QuickPick<vscode.QuickPickItem>> {
    const last = () => this.shown.at(-1);
    await until(`step ${step}`, () => last()?.step === step && last()!.items.length > 0);
    // The workbench shows it a moment after the host has asked.
    await new Promise((resume) => setTimeout(resume, 300));
    return last()!;
  }

  restore(): void {
    vscode.window.createQuickPick = this.create;
  }
}

const accept = () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
const back = () => vscode.commands.executeCommand('workbench.action.quickInputBack');
const leave = () => vscode.commands.executeCommand('workbench.action.closeQuickOpen');

describe('Fit linear regression with...', () => {
  const folder = new Folder();
  let picks: Picks;
  let own: OwnPanels;
  let uri: vscode.Uri;
  beforeEach(() => {
    uri = folder.write('houses.csv', TEXT);
    picks = new Picks();
    own = new OwnPanels();
  });
  afterEach(async () => {
    picks.restore();
    own.dispose();
    await closeAll();
  });
  after(() => folder.remove());

  const formula = () => fitted(own.panels.find(uri)!.snapshot).spec.formula;
  const labels = (items: readonly vscode.QuickPickItem[]) => items.map(({ label }) => label);

  it('asks for target and features, with a good choice made already', async () => {
    const fitting = own.panels.fitWith(uri);
    const target = await picks.step(1);
    assert.deepEqual(labels(target.items), ['area', 'age', 'price', 'city']);
    assert.deepEqual(labels(target.activeItems), ['price']);
    assert.equal(target.items.at(-1)?.description, 'text, not usable');
    await accept();
    const features = await picks.step(2);
    assert.deepEqual(labels(features.items), ['area', 'age', 'city']);
    assert.deepEqual(labels(features.selectedItems), ['area', 'age']);
    await accept();
    await fitting;
    assert.equal(formula(), 'price ~ area + age');
  });

  it('goes back, takes another target, and remembers the choice', async () => {
    const fitting = own.panels.fitWith(uri);
    await picks.step(1);
    await accept();
    await picks.step(2);
    await back();
    const target = await picks.step(1);
    target.activeItems = target.items.filter(({ label }) => label === 'area');
    await new Promise((resume) => setTimeout(resume, 300));
    await accept();
    const features = await picks.step(2);
    assert.deepEqual(labels(features.selectedItems), ['age', 'price']);
    features.selectedItems = features.items.filter(({ label }) => label === 'price');
    await new Promise((resume) => setTimeout(resume, 300));
    await accept();
    await fitting;
    assert.equal(formula(), 'area ~ price');

    const again = own.panels.fitWith(uri);
    assert.deepEqual(labels((await picks.step(1)).activeItems), ['area']);
    await accept();
    assert.deepEqual(labels((await picks.step(2)).selectedItems), ['price']);
    await leave();
    await again;
  });

  it('does nothing when the user leaves', async () => {
    const fitting = own.panels.fitWith(uri);
    await picks.step(1);
    await leave();
    await fitting;
    assert.equal(own.panels.find(uri), undefined);
  });

  it('lets the panel say what is wrong with a file that cannot be read', async () => {
    await own.panels.fitWith(folder.write('words.csv', 'a,b\nx,y\nz,w\n'));
    const { phase } = own.panels.find(vscode.Uri.joinPath(uri, '..', 'words.csv'))!.snapshot;
    assert.ok(phase.kind === 'failed' && phase.error.code === 'csv/no-numeric-column');
  });
});

describe('A formula for a few of many columns', () => {
  const folder = new Folder();
  after(() => folder.remove());
  afterEach(closeAll);

  it('fits 20 of 2,000 columns', async () => {
    const { manyColumnsCsv } = await import('../fixtures/generated.js');
    const uri = folder.write('wide.csv', manyColumnsCsv(2000, 200));
    const own = new OwnPanels();
    const names = Array.from({ length: 20 }, (_, index) => `column${index + 1}`);
    await own.panels.fit(uri, `column2000 ~ ${names.join(' + ')}`);
    const report = fitted(own.panels.find(uri)!.snapshot);
    own.dispose();
    assert.equal(report.source.columns.length, 2000);
    assert.equal(report.coefficients.length, 21);
    // The last column is twice the first plus noise below 1: see generated.ts.
    assert.ok(Math.abs((report.coefficients[1]?.estimate ?? 0) - 2) < 0.01);
  });
});
