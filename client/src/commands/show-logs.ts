import { commands, type Disposable, type LogOutputChannel } from 'vscode';

export function registerShowLogs(log: LogOutputChannel): Disposable {
  return commands.registerCommand('sargable.showLogs', () => log.show());
}
