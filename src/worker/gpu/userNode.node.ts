import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Dawn's binding is built for this version and those after it. */
const OLDEST = 20;
const ANSWER_MS = 5000;

/**
 * A Node program of version 20 or newer: the one named in the settings, else the first on the path. A sentence where
 * there is none. Starts the program to ask for its version.
 */
export async function findUserNode(nodePath: string | null): Promise<{ program: string } | string> {
  const program = nodePath ?? (await firstOnPath());
  if (program === null) return 'No Node was found on the path.';
  // What is not absolute would be looked for in a folder the user has opened.
  if (!path.isAbsolute(program)) return `The Node path ${program} is not absolute.`;
  const version = await versionOf(program);
  if (version === null) return `${program} did not say which version of Node it is.`;
  return version >= OLDEST
    ? { program }
    : `${program} is Node ${version}; version ${OLDEST} or newer is needed.`;
}

/** Absolute folders only, and not by the system: on Windows that would look into the current folder first. */
async function firstOnPath(): Promise<string | null> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    if (path.isAbsolute(folder) && (await isProgram(file))) return file;
  }
  return null;
}

async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Null for what is no Node; Electron is none, though it can pass for one. */
function versionOf(program: string): Promise<number | null> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const options = {
    timeout: ANSWER_MS,
    killSignal: 'SIGKILL',
    cwd: homedir(),
    env,
    windowsHide: true,
  } as const;
  return new Promise((resolve) => {
    execFile(program, ['-p', 'process.versions.electron ?? process.version'], options, (error, stdout) => {
      const major = error === null ? /^v(\d+)\./.exec(stdout.trim())?.[1] : undefined;
      resolve(major === undefined ? null : Number(major));
    });
  });
}
