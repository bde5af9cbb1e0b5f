import type { CallChain, Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { CallContext, HandleShape, LibraryCall, QueryShape } from '../../core/library';

/** Where the parts of a draft were written: what they refer to means nothing in another unit. */
const WRITTEN_IN = new WeakMap<QueryShape, CodeFacts>();

/** A builder whose query is `draft` so far; it runs when it is waited for. */
export function builds(handle: HandleShape, draft: QueryShape, context: CallContext, more?: LibraryCall): LibraryCall {
  return { awaited: ROWS, ...more, result: withDraft(handle, draft, context), query: { ...draft, lazy: true } };
}

/** What a query gives is no builder any more. */
export const ROWS: HandleShape = { role: 'plain' };

export function withDraft(handle: HandleShape, draft: QueryShape, context: CallContext): HandleShape {
  WRITTEN_IN.set(draft, context.unit.facts);
  return { ...handle, draft };
}

/** What a builder has been told, as far as that can be said in the unit that asks. */
export function draftOf({ draft }: HandleShape, context: CallContext): QueryShape | undefined {
  if (!draft || WRITTEN_IN.get(draft) === context.unit.facts) return draft;
  const { raw: _, ...rest } = draft;
  return { ...rest, filters: [], filtersComplete: false, clauses: [], clausesComplete: false };
}

/** The links before this one in its chain; none where the chain begins with it. */
export function linksBefore(link: Link, { unit }: CallContext): readonly Link[] {
  const chain = chainOf(link, unit.facts);
  return chain ? chain.links.slice(0, chain.links.indexOf(link)) : [];
}

function chainOf(link: Link, { calls }: CodeFacts): CallChain | undefined {
  return calls.find(({ links }) => links.includes(link));
}
