import assert from 'node:assert/strict';
import { type FitReport, GausslineError, type PanelSnapshot } from '../../src/protocol/index.js';
import { FitQuestion } from '../../webview/fitQuestion.js';
import { type Asked, FIRST_MODEL, type PanelModel } from '../../webview/state.js';
import { analysed } from './analysed.js';

describe('a question about the fit on screen', () => {
  let report: FitReport;
  let other: FitReport;
  before(async () => {
    report = await analysed('x,y\n1,2\n2,3\n3,5\n4,4\n');
    other = await analysed('x,y\n1,2\n2,3\n3,5\n4,9\n');
  });

  /** A page in which the question is asked, with what its calls are answered with in turn. */
  function pageOf(answers: (() => Promise<string>)[]) {
    let asked: Asked<string> = { report: null, answer: null, error: null };
    let model: PanelModel = { ...FIRST_MODEL };
    const bugs: unknown[] = [];
    const question = new FitQuestion<string>({
      model: () => model,
      of: () => asked,
      isWanted: ({ view }) => view === 'model',
      call: () => answers.shift()!(),
      change: (change) => {
        asked = { ...asked, ...change };
      },
      failed: (error) => bugs.push(error),
    });
    const show = (shown: FitReport, stale: string | null = null) => {
      const phase = { kind: 'fitted', report: shown, stale } as const;
      model = { ...model, report: shown, snapshot: { phase } as PanelSnapshot };
    };
    const see = (view: PanelModel['view']) => {
      model = { ...model, view };
      question.askWhereWanted();
    };
    return { question, show, see, bugs, asked: () => asked };
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('is asked once, and only in sight of a fit of the text as it is', async () => {
    const page = pageOf([async () => 'first']);
    page.see('model');
    page.show(report, 'edited');
    page.see('model');
    page.show(report);
    page.see('fit');
    assert.equal(page.asked().report, null);
    page.see('model');
    page.see('model');
    await settled();
    assert.deepEqual(page.asked(), { report, answer: 'first', error: null });
  });

  it('forgets the answer to an older fit', async () => {
    let answerOld = (_: string) => {};
    const old = new Promise<string>((resolve) => {
      answerOld = resolve;
    });
    const page = pageOf([() => old, async () => 'new']);
    page.show(report);
    page.see('model');
    page.show(other);
    page.see('model');
    await settled();
    answerOld('old');
    await settled();
    assert.deepEqual(page.asked(), { report: other, answer: 'new', error: null });
  });

  it('says why there is no answer, and logs what is a bug', async () => {
    const refusal = new GausslineError('influence/no-fit', 'The text is another one.', 'Fit again.');
    const page = pageOf([() => Promise.reject(refusal), () => Promise.reject(new Error('a bug'))]);
    page.show(report);
    page.see('model');
    await settled();
    assert.equal(page.asked().error, 'The text is another one.');
    page.show(other);
    page.see('model');
    await settled();
    assert.equal(page.asked().error, null);
    assert.equal(page.bugs.length, 1);
  });
});
