import type { Logger } from '../core/ports';
import type { TextSink } from './environment';

/** Writes to stderr. Without `verbose` only what went wrong. */
export function createLogger(stderr: TextSink, verbose: boolean): Logger {
  const write = (level: string, message: string): void => {
    // Lines of a log may be lost when the reader is gone; a command does not wait for them.
    void stderr.write(`sargable: ${level === '' ? '' : `${level}: `}${message}\n`);
  };
  return {
    error: message => write('error', message),
    warn: message => write('warning', message),
    info: message => {
      if (verbose) write('', message);
    },
    debug: message => {
      if (verbose) write('debug', message);
    },
  };
}
