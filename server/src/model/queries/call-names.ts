import type { CallChain } from '../../core/facts/calls';
import { type Library, RELATION_CALL, TAG_ITSELF } from '../../core/library';

/** How the calls are named that may run a query of the libraries in use. */
export interface CallNames {
  readonly queryCalls: ReadonlySet<string>;
  /** Calls may be named after relations. */
  readonly relations: boolean;
  /** A property that is waited for may be a query. */
  readonly properties: boolean;
}

export function callNamesOf(libraries: readonly Library[]): CallNames {
  return {
    queryCalls: new Set(libraries.flatMap(({ queryCalls }) => queryCalls)),
    relations: libraries.some(({ relationCalls }) => relationCalls),
    properties: libraries.some(({ lazyProperties }) => lazyProperties),
  };
}

/** What a chain is called by says that it may run a query. */
export function mayRun({ links, awaited }: CallChain, { queryCalls, relations, properties }: CallNames): boolean {
  const last = links.at(-1);
  if (properties && last?.form === 'await') return true;
  if (relations && awaited !== 'no' && RELATION_CALL.test(last?.name ?? '')) return true;
  return links.some(({ name, form }) => queryCalls.has(name === '' && form === 'tag' ? TAG_ITSELF : name));
}
