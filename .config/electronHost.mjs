// Runs the suite inside a desktop VS Code: `node .config/electronHost.mjs WORKSPACE`. Its output goes to stdout.
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from './setup.mjs';

const executable = process.env.VSCODE_EXECUTABLE;
await runTests({
  ...(executable ? { vscodeExecutablePath: executable } : { version: 'stable' }),
  cachePath: path.join(root, '.vscode-test'),
  extensionDevelopmentPath: root,
  extensionTestsPath: path.join(root, 'dist/test/vscode/index.js'),
  launchArgs: [process.argv[2], '--disable-extensions'],
});
