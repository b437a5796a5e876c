// Draws media/icon.png from media/icon.svg: `node .config/icon.mjs`, after either has changed.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';
import { launchBrowser } from './workbenchPage.mjs';

const svg = readFileSync(path.join(root, 'media/icon.svg'), 'utf8');
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<body style="margin:0">${svg.replace('<svg ', '<svg style="display:block" ')}</body>`);
await page.screenshot({ path: path.join(root, 'media/icon.png'), omitBackground: true });
await browser.close();
