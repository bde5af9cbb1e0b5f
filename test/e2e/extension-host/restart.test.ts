import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { shopFindings } from '../shop';
import { eventually, findingAt, findingsOf, openShopFile } from './shop-workspace';

describe('Restart Server in the extension host', () => {
  it('brings the findings back, and follows edits again', async () => {
    const [finding] = shopFindings;
    assert.ok(finding);
    const document = await openShopFile(finding.file);
    await eventually('the finding is there', () => findingAt(document, finding));
    await vscode.commands.executeCommand('sargable.restartServer');
    await eventually('the finding is back', () => findingAt(document, finding));

    const line = findingAt(document, finding)?.range.start.line;
    assert.ok(line !== undefined);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// a line above\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await eventually('the finding has moved down with its line', () =>
      findingsOf(document.uri, finding.ruleId).some(({ range }) => range.start.line === line + 1) &&
      findingAt(document, finding)
        ? true
        : undefined,
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
