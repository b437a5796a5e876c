// Finds a desktop VS Code, and says whether one could be fetched and shown here.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { onPath } from './browser.mjs';
import { root } from './setup.mjs';

const downloadHost = 'https://update.code.visualstudio.com/api/releases/stable';

/** Whether a window can be opened: always but on Linux without a display server (Windows has one for its Linux). */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.env.WSL_DISTRO_NAME);
}

/** The command-line launcher of an installed VS Code, or null. `$VSCODE_PATH` wins. */
export function findLauncher() {
  const wanted = process.env.VSCODE_PATH;
  if (wanted) return onPath(wanted) ?? wanted;
  return onPath('code') ?? onPath('code-insiders');
}

/** Whether VS Code's download host answers within three seconds. */
export async function canDownload() {
  try {
    const answer = await fetch(downloadHost, { method: 'HEAD', signal: AbortSignal.timeout(3000) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Whether an earlier run left a VS Code in .vscode-test. */
export function hasCachedCopy() {
  const folder = path.join(root, '.vscode-test');
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('vscode-'));
}
