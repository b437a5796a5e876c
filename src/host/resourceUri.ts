import * as vscode from 'vscode';

const FILTERS = { 'Tables of text': ['csv', 'tsv', 'tab', 'psv'], 'All files': ['*'] };

/** The file a command is about: its argument, else the active editor's, else the active tab's. */
export function resourceUri(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return vscode.window.activeTextEditor?.document.uri ?? activeTabUri();
}

/** Asks for a file; undefined when the user thinks better of it. */
export async function askForFile(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: 'Fit linear regression: choose a CSV',
    openLabel: 'Fit',
    filters: FILTERS,
  });
  return chosen?.[0];
}

/** A file over 50 MB is hidden from extensions: it has a tab, but neither editor nor document. */
function activeTabUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const hasUri = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  return hasUri ? input.uri : undefined;
}
