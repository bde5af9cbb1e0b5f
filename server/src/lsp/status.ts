import type { Connection } from 'vscode-languageserver/node';
import type { FindingCounts, ServerStatus, StatusNotification } from './protocol';

/** Tells the client what its status item shows. */
export interface StatusReporter {
  starting(): void;
  failed(message: string): void;
  ready(): void;
  /** The outcome of a check of the entire workspace. */
  counted(counts: FindingCounts): void;
  /** Shows that the workspace is being checked, unless that is over in a moment. */
  whileChecking<R>(work: () => Promise<R>): Promise<R>;
}

const METHOD: StatusNotification['method'] = 'sargable/status';

/** Below this a change of the status would be a flicker at each keystroke. */
const VISIBLE_AFTER_MILLISECONDS = 400;

export function createStatusReporter(connection: Connection): StatusReporter {
  let counts: FindingCounts | undefined;
  let failure: string | undefined;
  let sent = '';

  function send(state: ServerStatus['state'], message?: string): void {
    const status: ServerStatus = {
      state,
      ...(message === undefined ? {} : { message }),
      ...(counts === undefined ? {} : { counts }),
    };
    const text = JSON.stringify(status);
    if (text === sent) return;
    sent = text;
    // A connection that is gone has no status item.
    connection.sendNotification(METHOD, status).catch(() => undefined);
  }

  const settle = () => (failure === undefined ? send('ready') : send('failed', failure));

  return {
    starting: () => send('starting'),
    failed(message) {
      failure = message;
      settle();
    },
    ready() {
      failure = undefined;
      settle();
    },
    counted(found) {
      counts = found;
    },
    async whileChecking(work) {
      const timer = setTimeout(() => send('checking'), VISIBLE_AFTER_MILLISECONDS);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        settle();
      }
    },
  };
}
