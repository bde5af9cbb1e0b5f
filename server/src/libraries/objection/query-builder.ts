import type { Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { CallContext, QueryShape } from '../../core/library';
import type { Operation } from '../../core/query';
import { type Builder, doing, firstOf, nextBuilder } from '../knex/query-builder';
import { readWhere } from '../knex/query-conditions';
import { addClause, addConditions, isList, partly } from '../shared/query-draft';

/** What a builder is after a call of Objection's own, of Knex's, or of a builder class of the project's. */
export function nextModelBuilder(builder: Builder, link: Link, context: CallContext): Builder {
  const own = nextDraft(builder, link, context);
  if (own) return { ...builder, draft: own };
  return nextBuilder(builder, link, context) ?? { ...builder, draft: partly(builder.draft) };
}

/** Leave the rows as they are. */
const NEUTRAL: ReadonlySet<string> = new Set([
  ...[
    'throwIfNotFound',
    'castTo',
    'context',
    'allowGraph',
    'modifyGraph',
    'modifiers',
    'alias',
    'for',
    'skipUndefined',
  ],
  ...['toKnexQuery', 'toFindQuery', 'runBefore', 'runAfter', 'onBuild', 'onBuildKnex', 'onError', 'traverse', 'omit'],
  ...['returning', 'withSchema', 'asFindQuery', 'eagerOptions', 'graphExpressionObject', 'tableRefFor', 'execute'],
]);

const WRITES: Readonly<Record<string, Operation>> = {
  insertAndFetch: 'create',
  insertGraph: 'create-many',
  insertGraphAndFetch: 'create-many',
  insertWithRelated: 'create-many',
  insertWithRelatedAndFetch: 'create-many',
  upsertGraph: 'upsert',
  upsertGraphAndFetch: 'upsert',
  patch: 'update-many',
  patchAndFetch: 'update-many',
  updateAndFetch: 'update-many',
  relate: 'update-many',
  unrelate: 'update-many',
};

function nextDraft(builder: Builder, link: Link, context: CallContext): QueryShape | undefined {
  const { draft } = builder;
  const [first, second] = link.args.map(({ value }) => value);
  const write = Object.hasOwn(WRITES, link.name) ? WRITES[link.name] : undefined;
  if (write) {
    const operation = write === 'create' && isList(first, context) ? 'create-many' : write;
    return addClause(doing(draft, operation), 'data', link);
  }
  switch (link.name) {
    case 'findById':
      return byId(doing(draft, 'find-unique'), first);
    case 'findByIds':
      return first
        ? addConditions(draft, {
            filters: [{ column: 'id', operator: 'in', value: first, span: first.span }],
            complete: true,
          })
        : draft;
    case 'findOne': {
      const one = firstOf(draft);
      return addConditions(addClause(one, 'where', link), readWhere('', link, builder, context));
    }
    case 'deleteById':
      return byId(doing(draft, 'delete'), first);
    case 'patchAndFetchById':
    case 'updateAndFetchById':
      return byId(second ? addClause(doing(draft, 'update'), 'data', link) : doing(draft, 'update'), first);
    case 'withGraphFetched':
    case 'withGraphJoined':
    case 'eager':
    case 'joinEager':
    case 'naiveEager':
      return addClause(draft, 'include', link);
    case 'page':
    case 'range':
      return addClause(draft, 'take', link);
    case 'resultSize':
      return doing(draft, 'count');
    default:
      if (/(?:^j|J)oinRelat(?:ed|ion)$/.test(link.name)) return addClause(draft, 'join', link);
      return NEUTRAL.has(link.name) ? draft : undefined;
  }
}

/** A key of several columns is a list of values, in an order that the model says. */
function byId(draft: QueryShape, id: Value | undefined): QueryShape {
  if (!id || id.kind === 'array' || id.kind === 'object') return partly(draft);
  return addConditions(draft, {
    filters: [{ column: 'id', operator: 'equals', value: id, span: id.span }],
    complete: true,
  });
}
