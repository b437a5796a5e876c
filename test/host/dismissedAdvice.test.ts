import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { DismissedAdvice } from '../../src/host/dismissedAdvice.js';

function memoryOf(kept: [string, unknown][] = []) {
  const values = new Map<string, unknown>(kept);
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string) => values.get(key) as T,
    update: async (key: string, value: unknown) => void values.set(key, value),
  };
}

const file = (name: string) => ({ toString: () => `file:///${name}` }) as vscode.Uri;

describe('DismissedAdvice', () => {
  it('is remembered file by file, for the next window too, until it is recalled', async () => {
    const memory = memoryOf();
    await new DismissedAdvice(memory).dismiss(file('a.csv'), 'fit/counts eggs');
    await new DismissedAdvice(memory).dismiss(file('a.csv'), 'advice/binary am');
    await new DismissedAdvice(memory).dismiss(file('a.csv'), 'fit/counts eggs');
    const advice = new DismissedAdvice(memory);
    assert.deepEqual(advice.of(file('a.csv')), ['advice/binary am', 'fit/counts eggs']);
    assert.deepEqual(advice.of(file('b.csv')), []);
    await advice.recall(file('a.csv'));
    assert.deepEqual(advice.of(file('a.csv')), []);
  });

  it('is none where what is kept is damaged', () => {
    const memory = memoryOf([['advice:file:///a.csv', [null, 3, 'fit/counts eggs']]]);
    assert.deepEqual(new DismissedAdvice(memory).of(file('a.csv')), ['fit/counts eggs']);
    assert.deepEqual(new DismissedAdvice(memoryOf([['advice:file:///a.csv', 'odd']])).of(file('a.csv')), []);
  });
});
