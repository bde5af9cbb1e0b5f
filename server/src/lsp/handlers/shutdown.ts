import type { Session } from '../session';

/** The exit that follows ends the process; until then nothing is begun any more. */
export function registerShutdown(session: Session): void {
  session.connection.onShutdown(() => session.stop());
}
