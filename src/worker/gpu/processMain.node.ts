// The process that may crash: Dawn, tfjs on it, and one engine, at the other end of the line it was forked with.
import { create, globals } from 'webgpu';
import { LocalEngine } from './localEngine.js';
import { processPort } from './processPort.node.js';
import { serveEngine } from './serveEngine.js';
import { webgpuTrainer } from './webgpuTrainer.js';

if (process.send === undefined) throw new Error('the GPU process is forked by Gaussline only');

Object.assign(globalThis, globals);
// Node has a `navigator` of its own from version 21 on, without a GPU.
Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });

// Whoever forked it is gone: nobody waits for anything any more.
process.on('disconnect', () => process.exit());
serveEngine(new LocalEngine([webgpuTrainer]), processPort(process));
