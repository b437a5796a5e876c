// Environments for a server: with a Vulkan driver that needs no GPU, and with none at all. Both say which drivers the
// Vulkan loader may take, so that a real GPU of this machine does not decide what is tested.
import { existsSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from './browser.mjs';

const driverName = 'vk_swiftshader_icd.json';

/**
 * Chromium's SwiftShader, a driver that computes on the processor; Chromium's loader with it, for machines without one.
 *
 * @throws Error that says what to install where there is none.
 */
export function softwareVulkan() {
  const folder = browserFolders().find((one) => existsSync(path.join(one, driverName)));
  if (folder === undefined)
    throw new Error(
      `The GPU tests need ${driverName}, which lies beside Chromium, and none was found. Install Chromium or set CHROMIUM.`,
    );
  const libraries = [process.env.LD_LIBRARY_PATH, folder].filter(Boolean).join(':');
  return { VK_DRIVER_FILES: path.join(folder, driverName), LD_LIBRARY_PATH: libraries };
}

/** The list of drivers is a file that names none. */
export const noVulkan = { VK_DRIVER_FILES: os.devNull };

// The command may be a script beside which nothing lies.
function browserFolders() {
  const browser = findBrowser();
  const own = browser === null ? [] : [path.dirname(realpathSync(browser))];
  return [
    ...own,
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    '/opt/google/chrome',
    '/opt/microsoft/msedge',
  ];
}
