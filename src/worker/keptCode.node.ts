import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';

const ENDING = '.code';

/** Of this module, as `node:module` has it; that is loaded in half a millisecond. */
const Module = module.constructor as new (id: string) => NodeJS.Module;

/** What a CommonJS module is called with. */
type ModuleFunction = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  filename: string,
  dirname: string,
) => void;

/** The bundle of a thread, whose compiled code outlives the thread: compiling it takes as long as a small fit. */
export class KeptCode {
  private readonly keptFile: string;
  private readonly script: Script;

  /**
   * @param file a CommonJS bundle in ASCII
   * @param folder where compiled code is kept, made when it is needed; what is kept in it may be lost at any time
   * @param name of the kind of thread: each compiles other functions
   */
  constructor(
    private readonly file: string,
    private readonly folder: string,
    private readonly name: string,
  ) {
    const { size, mtimeMs } = statSync(file);
    const key = [name, process.versions.v8, process.arch, size, Math.round(mtimeMs)].join('-');
    this.keptFile = join(folder, `${key}${ENDING}`);
    const cachedData = this.read();
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    this.script = new Script(functionOf(file), { filename: file, cachedData, importModuleDynamically });
    this.isKept = cachedData !== undefined && this.script.cachedDataRejected === false;
  }

  /** True when the code came from the folder. */
  readonly isKept: boolean;

  /**
   * Runs the bundle as a module; returns what it exports, as do other bundles' `require`s of it.
   *
   * @param require of a module in the bundle's folder
   */
  run(require: NodeJS.Require): object {
    const module = new Module(this.file);
    require.cache[this.file] = module;
    const call = this.script.runInThisContext() as ModuleFunction;
    call(module.exports, require, module, this.file, dirname(this.file));
    return module.exports;
  }

  /** Keeps the code as it is compiled now, with all functions that have run; where it cannot be, nothing happens. */
  keep(): void {
    if (this.isKept) return;
    try {
      mkdirSync(this.folder, { recursive: true });
      this.write(this.script.createCachedData());
      this.removeOlder();
    } catch {
      // A full disk or a folder without permission: the next start compiles as this one did.
    }
  }

  /** Undefined where nothing whole is kept: V8 itself does not notice a changed byte. */
  private read(): Buffer | undefined {
    try {
      const kept = readFileSync(this.keptFile);
      const code = kept.subarray(0, kept.length / 2);
      return code.length > 0 && code.equals(kept.subarray(code.length)) ? code : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * Other threads and windows find the file whole or not at all. It holds the code twice: comparing two copies is done
   * before `node:zlib` were loaded for a checksum.
   */
  private write(code: Buffer): void {
    const unfinished = `${this.keptFile}.${process.pid}`;
    writeFileSync(unfinished, Buffer.concat([code, code]));
    renameSync(unfinished, this.keptFile);
  }

  /** What earlier versions of the bundle or of V8 left. */
  private removeOlder(): void {
    for (const entry of readdirSync(this.folder))
      if (entry.startsWith(`${this.name}-`) && entry !== basename(this.keptFile))
        rmSync(join(this.folder, entry), { force: true });
  }
}

/** The text of a module as that of a function, in one piece: put together from texts it would be copied once more. */
function functionOf(file: string): string {
  const head = Buffer.from('(function (exports, require, module, __filename, __dirname) {');
  const bytes = Buffer.concat([head, readFileSync(file), Buffer.from('\n})')]);
  return bytes.toString('latin1');
}
