/** Addresses a page is made of, as the webview sees them. */
export type PanelPage = { cspSource: string; nonce: string; scriptUri: string; styleUri: string };

/** The panel's page: one script, one style, nothing inline, nothing from elsewhere. */
export function panelHtml({ cspSource, nonce, scriptUri, styleUri }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data: blob:`,
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
<div id="gaussline"></div>
<script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>
`;
}
