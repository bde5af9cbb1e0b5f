import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, LibraryCall, QueryShape } from '../../core/library';
import type { Operation } from '../../core/query';
import { argumentAt } from '../shared/call-arguments';
import { unreadQuery } from '../shared/query-draft';

/** What loads the rows that a collection or a reference leads to; adding and removing is the unit of work's affair. */
const LOADS: ReadonlyMap<string, Operation> = new Map([
  ['init', 'find-many'],
  ['loadItems', 'find-many'],
  ['matching', 'find-many'],
  ['loadCount', 'count'],
  ['load', 'find-unique'],
  ['loadOrFail', 'find-unique'],
  ['loadProperty', 'find-unique'],
]);

export const RELATION_CALLS: readonly string[] = [...LOADS.keys()];

const OF_RELATION = new Set(['collection', 'reference', 'relation']);

/** `user.posts.init()`, `post.author.load()`. */
export function readRelationCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const operation = OF_RELATION.has(handle.role) && link.form === 'call' ? LOADS.get(link.name) : undefined;
  if (!operation) return undefined;
  const relation = relationOf(handle, link, context);
  // Of a property of a row it is not known where it leads: its table is the owner's.
  const isTarget = handle.role !== 'relation';
  const owner = isTarget || !handle.table ? '' : ` of ${handle.table.name}`;
  const query: QueryShape = {
    ...unreadQuery(operation),
    ...(relation === undefined ? {} : { relation, label: `${relation}${owner}` }),
    ...(isTarget && handle.table ? { table: handle.table } : {}),
  };
  return { query };
}

/** The property that the call stands behind. */
function relationOf({ role, name }: HandleShape, link: Link, { unit }: CallContext): string | undefined {
  if (role === 'relation') return name;
  const chain = unit.facts.calls.find(({ links }) => links.includes(link));
  const root = chain?.root.kind === 'other' ? undefined : chain?.root;
  const path = chain?.links[0] === link ? root?.path : link.via;
  return path?.findLast(step => step !== '[]');
}

/** An entity with methods of its own, or one that is wrapped: `wrap(post.author).init()`. */
export function readEntityCall({ table }: HandleShape, link: Link, { unit }: CallContext): LibraryCall | undefined {
  const operation = link.name === 'init' ? 'find-unique' : link.name === 'populate' ? 'find-many' : undefined;
  if (!operation) return undefined;
  const wrapping = unit.facts.calls.find(({ links }) => links[1] === link)?.links[0];
  const wrapped = wrapping && argumentAt(wrapping, 0);
  const property = wrapped?.kind === 'ref' ? wrapped.path.findLast(step => step !== '[]') : undefined;
  const relation = operation === 'find-unique' && property !== undefined ? { relation: property } : {};
  return { query: { ...unreadQuery(operation), ...relation, ...(table ? { table } : {}) } };
}
