import { registerInitialize } from './handlers/initialize';
import type { LanguageServerDependencies } from './session';

/** Serves one client until it says exit. The first request creates the session, which every other handler works on. */
export function startLanguageServer(dependencies: LanguageServerDependencies): void {
  registerInitialize(dependencies);
  dependencies.connection.listen();
}
