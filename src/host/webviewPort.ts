import type * as vscode from 'vscode';
import { isWire, type Port } from '../protocol/index.js';

/** A `Port` over a panel's page. A page that is not on screen does not exist: nothing is sent to it. */
export function webviewPort(panel: vscode.WebviewPanel): Port {
  let isClosed = false;
  panel.onDidDispose(() => {
    isClosed = true;
  });
  return {
    post(message) {
      if (!isClosed && panel.visible) void panel.webview.postMessage(message);
    },
    listen(on) {
      const listening = panel.webview.onDidReceiveMessage((value: unknown) => {
        if (isWire(value)) on(value);
      });
      return () => listening.dispose();
    },
  };
}
