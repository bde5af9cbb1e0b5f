import { EventEmitter, LogLevel, type LogOutputChannel, type ViewColumn, window, workspace } from 'vscode';

/**
 * Where the messages between editor and server go. The client library traces only into a channel whose level is `Trace`, which a
 * user would have to set beside the setting; in this one `sargable.trace.server` alone decides.
 */
export function createTraceChannel(): LogOutputChannel {
  const channel = window.createOutputChannel('Sargable Trace', { log: true });
  const levelChanged = new EventEmitter<LogLevel>();
  const listener = workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration('sargable.trace.server')) levelChanged.fire(currentLevel());
  });
  const write = (message: string, ...values: unknown[]) => channel.info(message, ...values);
  return {
    name: channel.name,
    get logLevel() {
      return currentLevel();
    },
    onDidChangeLogLevel: levelChanged.event,
    trace: write,
    debug: write,
    info: write,
    warn: (message, ...values) => channel.warn(message, ...values),
    error: (message, ...values) => channel.error(message, ...values),
    append: value => channel.append(value),
    appendLine: value => channel.appendLine(value),
    replace: value => channel.replace(value),
    clear: () => channel.clear(),
    show: (first?: ViewColumn | boolean, preserveFocus?: boolean) =>
      channel.show(typeof first === 'boolean' ? first : preserveFocus),
    hide: () => channel.hide(),
    dispose() {
      listener.dispose();
      levelChanged.dispose();
      channel.dispose();
    },
  };
}

function currentLevel(): LogLevel {
  const setting = workspace.getConfiguration('sargable').get<string>('trace.server', 'off');
  return setting === 'off' ? LogLevel.Off : LogLevel.Trace;
}
