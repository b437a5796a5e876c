/** Addresses a page is made of, as the webview sees them. */
export type PanelPage = {
  cspSource: string;
  nonce: string;
  scriptUri: string;
  styleUri: string;
  /** Of the script of GPU Workers, which the page reads and starts when it is asked to. */
  gpuUri: string;
};

/**
 * The panel's page: one script, one style, nothing inline, nothing from elsewhere. A Worker is made of a Blob: another
 * origin's address is refused to it.
 */
export function panelHtml({ cspSource, nonce, scriptUri, styleUri, gpuUri }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data: blob:`,
    'worker-src blob:',
    `connect-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link id="vscode-codicon-stylesheet" rel="stylesheet" href="${styleUri}">
<title>Gaussline</title>
</head>
<body>
<div id="gaussline" data-gpu="${gpuUri}"></div>
<script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>
`;
}
