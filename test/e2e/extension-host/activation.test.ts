import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, sargable } from './shop-workspace';

describe('the extension in its host', () => {
  it('is activated by the open folder alone', async () => {
    await eventually('the extension is active', () => (sargable().isActive ? true : undefined));
  });

  it('has registered every command that it declares', async () => {
    await sargable().activate();
    const declared: string[] = sargable().packageJSON.contributes.commands.map(
      ({ command }: { command: string }) => command,
    );
    assert.ok(declared.length >= 3, 'Restart Server, Show Logs and Check Workspace are declared');
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter(command => !registered.has(command)),
      [],
    );
  });
});
