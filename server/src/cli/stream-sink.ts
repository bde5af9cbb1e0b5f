import type { TextSink } from './environment';

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string, done: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** stdout or stderr. A reader that has gone away, like `head`, ends the output and is no error. */
export function createStreamSink(stream: Stream): TextSink {
  let closed = false;
  stream.on('error', error => {
    closed = true;
    if (!isGone(error)) throw error;
  });
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
    write: text =>
      new Promise(resolve => {
        if (closed || text === '') resolve();
        // The error event tells what went wrong; here it only matters that the write is over.
        else stream.write(text, () => resolve());
      }),
  };
}

function isGone(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}
