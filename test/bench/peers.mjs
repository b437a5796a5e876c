// Where the peers live, and how to get them. Nothing of them is a dependency of the repository: R comes from the
// system's packages, the rest into test-results/.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { onPath } from '../../.config/browser.mjs';
import { npm, run } from '../../.config/processes.mjs';
import { root } from '../../.config/setup.mjs';

const folder = path.join(root, 'test-results/bench/peers');
const isWindows = process.platform === 'win32';
const DEBIAN_PACKAGES = ['r-base-core', 'r-cran-data.table', 'r-cran-quantreg', 'libopenblas0-pthread'];
const PYTHON_PACKAGES = ['numpy', 'pandas', 'statsmodels', 'polars', 'duckdb', 'scikit-learn'];

/** The path of a Node of its own, there or not. */
export function nodeBinary(major) {
  const ending = isWindows ? 'bin/node.exe' : 'bin/node';
  return path.join(folder, `node${major}/node_modules/${nodePackage()}`, ending);
}

const nodePackage = () => `node-${isWindows ? 'win' : process.platform}-${process.arch}`;

/** The Python that has the peers, else any; null where there is none. */
export function pythonBinary() {
  const own = path.join(folder, isWindows ? 'python/Scripts/python.exe' : 'python/bin/python');
  return existsSync(own) ? own : (onPath('python3') ?? onPath('python'));
}

/** Gets every peer that is not there; what cannot be had is said, and the bench goes on without it. */
export async function installPeers() {
  mkdirSync(folder, { recursive: true });
  const steps = {
    R: installR,
    Python: installPython,
    'Node 20': () => installNode(20),
    'Node 24': () => installNode(24),
  };
  for (const [name, install] of Object.entries(steps)) {
    const problem = await install();
    console.log(`${name}: ${problem ?? 'ready'}`);
  }
}

async function installR() {
  if (onPath('Rscript') && (await hasPackages())) return null;
  const packages = DEBIAN_PACKAGES.join(' ');
  if (!onPath('apt-get'))
    return "not here. Install R and its packages data.table and quantreg with the system's packages.";
  if (process.getuid() !== 0) return `not here. Install it: sudo apt-get install ${packages}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES];
  return (await run('apt-get', install, { env })) === 0 ? null : 'apt-get could not install it.';
}

async function hasPackages() {
  const has = (name) => `requireNamespace("${name}", quietly = TRUE)`;
  const script = `quit(status = !(${has('data.table')} && ${has('quantreg')}))`;
  return (await run('Rscript', ['--vanilla', '-e', script])) === 0;
}

async function installPython() {
  const python = onPath('python3') ?? onPath('python');
  if (python === null) return 'not here. Install Python 3.';
  const environment = path.join(folder, 'python');
  if (!existsSync(environment) && (await run(python, ['-m', 'venv', environment])) !== 0)
    return 'python -m venv failed. On Debian: sudo apt-get install python3-venv';
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PYTHON_PACKAGES];
  return (await run(pythonBinary(), install)) === 0 ? null : 'pip could not install its packages.';
}

/** The plain binary that npm holds. */
async function installNode(major) {
  if (existsSync(nodeBinary(major))) return null;
  const prefix = path.join(folder, `node${major}`);
  mkdirSync(prefix, { recursive: true });
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--prefix', prefix];
  const code = await npm(['install', ...flags, `${nodePackage()}@${major}`], { cwd: prefix });
  return code === 0 && existsSync(nodeBinary(major)) ? null : `npm has no ${nodePackage()}@${major}.`;
}
