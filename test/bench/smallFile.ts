// From message to answer for a file of 100 rows, whose bytes are sent along as an unsaved buffer's are.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { NO_CHOICES } from '../../src/core/table/readChoices.js';
import { WorkerClient } from '../../src/host/workerClient.js';

/** What every request of the bench asks for; the budget, in megabytes, holds all of its files. */
export const ASKED = { formula: 'y ~ .', confidence: 0.95, reading: NO_CHOICES, memoryBudget: 4096 };

const CALLS = 300;

/** A quantile over 300 calls, in milliseconds; no text is the same as an earlier one. */
export async function warmAnswer(client: WorkerClient, text: Buffer, share: number): Promise<number> {
  await ask(client, text);
  const times: number[] = [];
  for (let call = 0; call < CALLS; call++) times.push(await ask(client, text));
  return times.sort((a, b) => a - b)[Math.ceil(share * CALLS) - 1]!;
}

/**
 * From starting the thread to its first answer, in milliseconds.
 *
 * @param codeFolder where an earlier start has kept the compiled code, as in the extension from the second start on; null
 *   for the first start of a version
 */
export async function coldAnswer(
  workerFile: string,
  codeFolder: string | null,
  text: Buffer,
): Promise<number> {
  const client = new WorkerClient(workerFile, () => {}, codeFolder);
  try {
    return await ask(client, text);
  } finally {
    client.dispose();
  }
}

/** From starting a thread that does nothing to its first message, in milliseconds: no cold answer takes less. */
export async function emptyThread(): Promise<number> {
  const began = performance.now();
  const thread = new Worker("require('node:worker_threads').parentPort.postMessage(0)", { eval: true });
  await once(thread, 'message');
  const taken = performance.now() - began;
  await thread.terminate();
  return taken;
}

let asked = 0;

/** Milliseconds from the message with a text's bytes to the fit; the text gets another last cell each time. */
export async function ask(client: WorkerClient, text: Buffer): Promise<number> {
  asked += 1;
  // More digits in the last cell: the worker knows a text again that it has read.
  const ending = `${String(asked).padStart(6, '0')}\n`;
  const bytes = new Uint8Array(Buffer.concat([text.subarray(0, -1), Buffer.from(ending)]));
  const source = { kind: 'bytes', name: 'small.csv', bytes } as const;
  const began = performance.now();
  await client.call('fit', { ...ASKED, source, token: asked });
  return performance.now() - began;
}
