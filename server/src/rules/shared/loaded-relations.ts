import type { Loop } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CodeUnit, Model } from '../../core/model';
import type { Query } from '../../core/query';
import { iteratedList } from './iterated-list';

/** The query of the same function whose rows the loop runs over, whatever is done to their list before. */
export function queryOfRows(unit: CodeUnit, model: Model, loop: Loop): Query | undefined {
  const list = iteratedList(unit, loop);
  if (!list) return undefined;
  const { root, links } = list;
  return model
    .queriesIn(unit.uri, unit.unit)
    .find(
      ({ chain, operation }) =>
        operation === 'find-many' &&
        (links.some(link => chain.links.includes(link)) || (root.kind === 'call' && root.call === chain.id)),
    );
}

/** What was loaded with the rows is not asked for again: a promise of TypeORM's, a collection or reference of MikroORM's. */
export function takesWhatIsLoaded({ library, chain, link }: Query): boolean {
  const called = chain.links[link];
  return called?.form === 'await' || (library === 'mikro-orm' && /^load(?!Count)/.test(called?.name ?? ''));
}

/** The query loads the relation with its rows, or may do so by what cannot be read of it. */
export function mayLoad({ clauses, clausesComplete, chain }: Query, relation: string): boolean {
  // What a query builder loads, it joins.
  const isBuilder = chain.links.some(({ name }) => name === 'createQueryBuilder');
  if (isBuilder) {
    return chain.links.some(
      ({ name, args }) => /JoinAnd|setFindOptions/.test(name) && args.some(({ value }) => mentions(value, relation)),
    );
  }
  return !clausesComplete || clauses.some(({ key, value }) => key === 'include' && mentions(value, relation));
}

/** `['posts', 'posts.comments']`, `{ posts: true }`, `'user.posts'`. */
function mentions(value: Value, relation: string): boolean {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' && value.value.split('.').includes(relation);
    case 'array':
      return value.open || value.items.some(item => mentions(item, relation));
    case 'object':
      return value.open || value.entries.some(({ key }) => key === relation);
    default:
      return true;
  }
}
