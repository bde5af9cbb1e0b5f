import type { Session } from '../session';

export function registerDidChangeConfiguration(session: Session): void {
  const { client, connection, guard, settings, workspace } = session;
  connection.onDidChangeConfiguration(
    guard.notification('workspace/didChangeConfiguration', async params => {
      if (client.pullsConfiguration) await settings.readClient(workspace.folders);
      else settings.acceptClient(params.settings);
      if (settings.apply()) session.workspaceChanged();
    }),
  );
}
