import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Wire } from '../../../src/protocol/channel.js';
import { type RemoteEngine, remoteEngine } from '../../../src/worker/gpu/remoteEngine.js';

/** The part of a page's global scope that is used; no type library of these tests has it. */
type PageScope = {
  postToNode(id: number, message: Wire): void;
  workers: Map<number, { postMessage(message: Wire): void; terminate(): void }>;
  startWorker(id: number): void;
};

/** As strict as the panel's. */
const POLICY = `default-src 'none'; script-src 'nonce-test'; worker-src blob:; connect-src 'self'`;
const PAGE = `<!doctype html><script nonce="test">
  self.workers = new Map();
  self.startWorker = async (id) => {
    const source = await (await fetch('/panel.js')).text();
    const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    worker.onmessage = ({ data }) => postToNode(id, data);
    workers.set(id, worker);
  };
  document.addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective));
</script>`;

/** A page with the panel's security policy, and engines in Workers of it, from the bundle as it is shipped. */
export class PanelPage {
  private nextId = 1;
  private readonly listeners = new Map<number, (message: Wire) => void>();
  readonly complaints: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly browser: Browser,
    private readonly page: Page,
  ) {}

  static async open(flags: readonly string[]): Promise<PanelPage> {
    const server = await serve();
    const browser = await chromium.launch({
      executablePath: await browserPath(),
      args: ['--no-sandbox', ...flags],
    });
    const opened = new PanelPage(server, browser, await browser.newPage());
    await opened.load();
    return opened;
  }

  async engine(): Promise<RemoteEngine> {
    const id = this.nextId++;
    await this.page.evaluate((id) => (globalThis as unknown as PageScope).startWorker(id), id);
    const post = (message: Wire) => {
      void this.page.evaluate(
        ({ id, message }) => (globalThis as unknown as PageScope).workers.get(id)!.postMessage(message),
        { id, message },
      );
    };
    const listen = (on: (message: Wire) => void) => {
      this.listeners.set(id, on);
      return () => this.listeners.delete(id);
    };
    return remoteEngine({ post, listen }, () => void this.end(id));
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }

  private end(id: number): Promise<void> {
    return this.page.evaluate((id) => (globalThis as unknown as PageScope).workers.get(id)!.terminate(), id);
  }

  private async load(): Promise<void> {
    const { port } = this.server.address() as AddressInfo;
    this.page.on('console', (message) => this.complaints.push(message.text()));
    await this.page.exposeFunction('postToNode', (id: number, message: Wire) =>
      this.listeners.get(id)?.(message),
    );
    await this.page.goto(`http://127.0.0.1:${port}/`);
  }
}

async function serve(): Promise<Server> {
  const bundle = readFileSync(path.resolve('dist/gpu/panel.js'));
  const server = createServer((request, response) => {
    const isBundle = request.url === '/panel.js';
    response.setHeader('content-type', isBundle ? 'text/javascript' : 'text/html');
    if (!isBundle) response.setHeader('content-security-policy', POLICY);
    response.end(isBundle ? bundle : PAGE);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** Outside of every bundle, like the rest of the runner. */
async function browserPath(): Promise<string> {
  const { ensureBrowser } = (await import(pathToFileURL(path.resolve('.config/browser.mjs')).href)) as {
    ensureBrowser(): Promise<string>;
  };
  return ensureBrowser();
}
