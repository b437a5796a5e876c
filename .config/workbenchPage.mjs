// Opens the workbench of a code-server in Chromium, with this repository as the extension under development.
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.mjs';

/** A WebGPU adapter that needs no GPU. */
export const softwareWebgpu = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

export async function launchBrowser(flags = []) {
  // This process ends its children itself when it is told to stop.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const args = ['--no-sandbox', ...flags];
  return chromium.launch({ executablePath: await ensureBrowser(), args, ...signals });
}

/**
 * What a workbench page must run first, so that VS Code loads an extension from a folder. A built VS Code takes this
 * only from its own configuration element, hence the patch of `getAttribute`.
 */
export function developmentScript({ address, extension, tests }) {
  const uri = (file) => ({ $mid: 1, scheme: 'vscode-remote', authority: address, path: file });
  const options = { extensions: [uri(extension)], ...(tests ? { extensionTestsPath: uri(tests) } : {}) };
  return `{
    const original = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = original.call(this, name);
      if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration' || !value) return value;
      const settings = JSON.parse(value);
      settings.developmentOptions = { ...settings.developmentOptions, ...${JSON.stringify(options)} };
      return JSON.stringify(settings);
    };
  }`;
}
