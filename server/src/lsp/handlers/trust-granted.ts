import type { TrustGrantedNotification } from '../protocol';
import type { Session } from '../session';

const METHOD: TrustGrantedNotification['method'] = 'sargable/trustGranted';

/** Nothing that needs trust exists in the server itself: what runs or connects is begun by commands of the client. */
export function registerTrustGranted({ connection, guard, logger }: Session): void {
  connection.onNotification(
    METHOD,
    guard.notification(METHOD, () => logger.info('The workspace is trusted now.')),
  );
}
