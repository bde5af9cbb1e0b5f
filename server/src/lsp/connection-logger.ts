import { type Connection, MessageType } from 'vscode-languageserver/node';
import type { Logger } from '../core/ports';

/** The log port over `window/logMessage`: stdout is the protocol. */
export function createConnectionLogger(connection: Connection): Logger {
  const write = (type: MessageType) => (message: string) => {
    // A connection that is gone has no reader; what could be said about that would have none either.
    connection.sendNotification('window/logMessage', { type, message }).catch(() => undefined);
  };
  return {
    error: write(MessageType.Error),
    warn: write(MessageType.Warning),
    info: write(MessageType.Info),
    debug: write(MessageType.Debug),
  };
}
