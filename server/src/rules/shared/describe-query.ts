import type { RelatedPlace } from '../../core/finding';
import type { Query } from '../../core/query';
import type { RepeatedCall, RepeatedQuery } from '../../core/repetition';
import type { Place } from '../../core/text';

/** `post.findMany`, `select from users`. */
export function describeQuery({ handle, chain, link, label }: Query): string {
  if (label !== undefined) return label;
  const method = chain.links[link]?.name ?? '';
  return handle.name === undefined ? method : `${handle.name}.${method}`;
}

/** `prisma.post.findMany`, `this.posts.load`: the arguments may run over many lines and say nothing about the loop. */
export function calleeOf({ uri, unit, call, link, queries }: RepeatedCall): Place {
  const [direct] = queries;
  if (direct?.path.length === 0) return placeOfQuery(direct.query);
  const called = call.links[link];
  const start = called?.span.start ?? call.span.start;
  return { uri, unit, span: { start, end: called?.nameSpan.end ?? call.span.end } };
}

/** From the handle to the name of the call with which the query begins. */
export function placeOfQuery({ place, chain, firstLink }: Query): Place {
  return { ...place, span: { start: place.span.start, end: chain.links[firstLink]?.nameSpan.end ?? place.span.end } };
}

/** `, through `loadAuthor` → `PostRepository.findByUser``; empty for a query that stands in the loop itself. */
export function describePath({ path }: RepeatedQuery): string {
  return path.length === 0 ? '' : `, through ${path.map(({ callee }) => `\`${callee}\``).join(' → ')}`;
}

/** The way from the loop to the query, step by step. */
export function stepsTo({ path, query }: RepeatedQuery): readonly RelatedPlace[] {
  if (path.length === 0) return [];
  // The first step is where the finding itself lies.
  const calls = path.slice(1).map(({ at, callee }) => ({ at, message: `It calls \`${callee}\`` }));
  return [...calls, { at: placeOfQuery(query), message: `\`${describeQuery(query)}\` runs here` }];
}
