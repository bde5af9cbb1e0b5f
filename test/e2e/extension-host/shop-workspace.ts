import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ShopFinding } from '../shop';

function shopFile(file: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'the shop is open');
  return vscode.Uri.joinPath(folder.uri, file);
}

export function sargable(): vscode.Extension<unknown> {
  const extension = vscode.extensions.all.find(({ packageJSON }) => packageJSON.name === 'sargable');
  assert.ok(extension, 'the extension is installed');
  return extension;
}

export async function openShopFile(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(shopFile(file));
  await vscode.window.showTextDocument(document);
  return document;
}

/** What the finding's squiggle must cover, nothing more and nothing less. */
function expectedRange(document: vscode.TextDocument, { line, under }: ShopFinding): vscode.Range {
  const lineStart = document.getText().indexOf(line);
  assert.notEqual(lineStart, -1, `${document.uri.path} has the line ${line}`);
  const { lineNumber, text } = document.lineAt(document.positionAt(lineStart).line);
  const start = text.indexOf(under);
  assert.notEqual(start, -1, `the line has ${under}`);
  return new vscode.Range(lineNumber, start, lineNumber, start + under.length);
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export function findingsOf(uri: vscode.Uri, ruleId?: string): vscode.Diagnostic[] {
  const own = vscode.languages.getDiagnostics(uri).filter(diagnostic => diagnostic.source === 'sargable');
  return ruleId === undefined ? own : own.filter(diagnostic => ruleOf(diagnostic) === ruleId);
}

/** Diagnostics come when the server has them; there is no promise to wait for. */
export async function eventually<T>(what: string, read: () => T | undefined, patience = 30_000): Promise<T> {
  for (const deadline = Date.now() + patience; ; await new Promise(resolve => setTimeout(resolve, 50))) {
    const value = read();
    if (value !== undefined) return value;
    if (Date.now() > deadline) assert.fail(`after ${patience / 1000} s still not: ${what}`);
  }
}

export function findingAt(document: vscode.TextDocument, finding: ShopFinding): vscode.Diagnostic | undefined {
  const expected = expectedRange(document, finding);
  return findingsOf(document.uri, finding.ruleId).find(({ range }) => range.isEqual(expected));
}

export function quickFixesFor(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    diagnostic.range,
    vscode.CodeActionKind.QuickFix.value,
    // Resolves the edits, which the server fills in lazily.
    20,
  );
}
