import type { CancellationToken } from 'vscode-languageserver/node';
import type { Logger } from '../core/ports';
import { cancelledError, withAbortSignal } from './cancellation';

/** What keeps the server alive: a handler that throws is logged and answered with `fallback`. */
export interface Guard {
  request<P, R>(
    method: string,
    fallback: (params: P) => R,
    handle: (params: P, signal: AbortSignal) => Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R>;
  notification<P>(method: string, handle: (params: P) => void | Promise<void>): (params: P) => Promise<void>;
  /** Work that nobody waits for. */
  background(what: string, work: () => Promise<void>): void;
}

export function createGuard(logger: Logger): Guard {
  const log = (what: string, error: unknown) => logger.error(`${what} failed: ${describeError(error)}`);

  async function run(what: string, work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log(what, error);
    }
  }

  return {
    request: (method, fallback, handle) => (params, token) =>
      withAbortSignal(token, async signal => {
        try {
          return await handle(params, signal);
        } catch (error) {
          if (signal.aborted) throw cancelledError();
          log(method, error);
          return fallback(params);
        }
      }),
    notification: (method, handle) => params => run(method, () => handle(params)),
    background(what, work) {
      void run(what, work);
    },
  };
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
