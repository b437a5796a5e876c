import type { PanelState, Port, Wire } from '../src/protocol/index.js';

type VsCodeApi = {
  postMessage(message: Wire): void;
  getState(): unknown;
  setState(state: PanelState): void;
};

declare function acquireVsCodeApi(): VsCodeApi;

/** What VS Code gives a webview; it may be asked for only once. */
export const vscodeApi: VsCodeApi = acquireVsCodeApi();

/** The window's messages as a port. */
export const windowPort: Port = {
  post: (message) => vscodeApi.postMessage(message),
  listen(on) {
    const listener = (event: MessageEvent) => {
      if (isWire(event.data)) on(event.data);
    };
    window.addEventListener('message', listener);
    return () => window.removeEventListener('message', listener);
  },
};

/** What was kept before the window was loaded again; null where there is nothing of this version. */
export function keptState(): PanelState | null {
  const state = vscodeApi.getState();
  if (typeof state !== 'object' || state === null || !('version' in state)) return null;
  return state.version === 1 ? (state as PanelState) : null;
}

function isWire(data: unknown): data is Wire {
  return typeof data === 'object' && data !== null && typeof (data as { kind?: unknown }).kind === 'string';
}
