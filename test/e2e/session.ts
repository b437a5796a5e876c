import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { type Theme, Workbench } from './workbench.js';

export type SessionOptions = {
  /** Files of media/samples or test/fixtures to put into the folder, by name. */
  files?: readonly string[];
  /** Files to write into the folder: name to content. */
  written?: Readonly<Record<string, string>>;
  theme?: Theme;
  /** Of the window, in CSS pixels. */
  size?: { width: number; height: number };
  pixelRatio?: number;
  /** What Chromium draws and computes with: its own software WebGPU, software WebGL alone, or neither. */
  gpu?: keyof typeof gpuFlags;
  /** Curves move as often as they may; else once a second. */
  hasMotion?: boolean;
};

const gpuFlags = {
  webgpu: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'],
  webgl: ['--enable-unsafe-swiftshader'],
  none: ['--disable-gpu', '--disable-software-rasterizer'],
} as const;

/** What the runner says about the server; see .config/endToEndSuite.mjs. */
export function fromRunner(name: 'URL' | 'SERVER_ID' | 'BROWSER' | 'RESULTS' | 'INIT_SCRIPT'): string {
  const value = process.env[`GAUSSLINE_${name}`];
  if (value === undefined) throw new Error(`GAUSSLINE_${name} is not set: start this suite with npm test.`);
  return value;
}

/**
 * Opens one workbench on a folder of its own for all tests of the surrounding `describe`, takes a picture of every
 * failure, and fails the suite when a page broke its security policy or opened a dialog.
 */
export function useWorkbench(options: SessionOptions): {
  readonly workbench: Workbench;
  readonly folder: string;
} {
  let browser: Browser | undefined;
  let workbench: Workbench | undefined;
  let folder = '';

  before(async function () {
    this.timeout(90_000);
    folder = makeFolder(options);
    browser = await chromium.launch({
      executablePath: fromRunner('BROWSER'),
      args: ['--no-sandbox', ...(options.gpu ? gpuFlags[options.gpu] : [])],
    });
    workbench = await openWorkbench(browser, folder, options);
  });

  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed' || !workbench) return;
    const file = test
      .fullTitle()
      .replace(/[^\w]+/g, '-')
      .slice(0, 100);
    await workbench.page.screenshot({ path: path.join(fromRunner('RESULTS'), `${file}.png`) });
  });

  after(async () => {
    await browser?.close();
    rmSync(path.dirname(folder), { recursive: true, force: true });
    workbench?.assertClean();
  });

  return {
    get workbench() {
      if (!workbench) throw new Error('The workbench is open only inside a test.');
      return workbench;
    },
    get folder() {
      return folder;
    },
  };
}

function makeFolder({ files = [], written = {} }: SessionOptions): string {
  // A plain name for the folder: it stands in pictures.
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'gaussline-e2e-')), 'samples');
  mkdirSync(folder);
  for (const name of files) cpSync(sourceOf(name), path.join(folder, name));
  for (const [name, content] of Object.entries(written)) writeFileSync(path.join(folder, name), content);
  return folder;
}

function sourceOf(name: string): string {
  const sources = ['media/samples', 'test/fixtures', 'test/certified/r', 'test/certified/nist'];
  const source = sources.map((base) => path.resolve(base, name)).find((file) => existsSync(file));
  if (!source) throw new Error(`There is no sample or fixture ${name}.`);
  return source;
}

async function openWorkbench(browser: Browser, folder: string, options: SessionOptions): Promise<Workbench> {
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1400, height: 900 },
    deviceScaleFactor: options.pixelRatio ?? 1,
    reducedMotion: options.hasMotion ? 'no-preference' : 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const script = fromRunner('INIT_SCRIPT');
  if (script !== '') await context.addInitScript(script);
  const workbench = new Workbench(await context.newPage(), folder);
  await workbench.setTheme(options.theme ?? 'dark');
  await workbench.load(fromRunner('URL'));
  return workbench;
}
