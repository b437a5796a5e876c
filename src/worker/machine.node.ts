import os from 'node:os';

/** The processor and its cores, such as `8 x AMD Ryzen 7 5800X`. */
export function machineName(): string {
  const cores = os.cpus();
  const model = cores[0]?.model.trim() ?? '';
  return `${cores.length} x ${model === '' || model === 'unknown' ? `${os.arch()} processor` : model}`;
}
