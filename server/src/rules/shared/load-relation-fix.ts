import type { Loop } from '../../core/facts/calls';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model } from '../../core/model';
import type { Query } from '../../core/query';
import { mayLoad, queryOfRows, takesWhatIsLoaded } from './loaded-relations';

/** Loads the relation with the rows, where the same function loads those by a call that takes a word for it. */
export function loadRelationFix(unit: CodeUnit, model: Model, loop: Loop, query: Query): FixIntent | undefined {
  const outer = queryOfRows(unit, model, loop);
  const { relation } = query;
  if (!outer?.clausesComplete || outer.library !== query.library || relation === undefined) return undefined;
  const remains = remainderOf(query);
  if (remains === 'property' && !isDeclared(model, outer, relation)) return undefined;
  const options = optionsOf(outer);
  if (remains === undefined || options === undefined || mayLoad(outer, relation)) return undefined;
  // TypeORM and MikroORM give only what is selected, and of a relation nothing then.
  const selects = outer.clauses.some(({ key }) => key === 'select' || key === 'raw' || key === 'lean');
  if (selects) return undefined;
  return {
    kind: 'load-relation',
    title: `Load \`${relation}\` together with the list`,
    safety: 'review',
    at: query.place,
    loop: loop.span,
    outerCall: outer.place.span,
    relation,
    ...options,
    remains,
  };
}

/** Under which name Sequelize puts the rows of a relation, the class of the owner says. */
function isDeclared(model: Model, outer: Query, relation: string): boolean {
  const table = outer.table && model.table(outer.table);
  const facts = table && model.code(table.place.uri, table.logicalName)?.facts;
  return facts?.classes.some(({ fields }) => fields.some(({ name }) => name === relation)) ?? false;
}

type LoadRelation = FixIntent & { readonly kind: 'load-relation' };

/** What is left of the call that loaded the relation of one row. */
function remainderOf(query: Query): LoadRelation['remains'] | undefined {
  const { name = '', form, args = [] } = query.chain.links[query.link] ?? {};
  if (takesWhatIsLoaded(query)) return form === 'await' || args.length === 0 ? 'itself' : undefined;
  // Nothing else is called on the same chain.
  if (query.link < query.chain.links.length - 1 || query.link > 0) return undefined;
  switch (query.library) {
    case 'mikro-orm':
      return name === 'init' && args.length === 0 ? 'owner' : undefined;
    case 'mongoose':
      return name === 'populate' && args.length === 1 && args[0]?.value.kind === 'literal' ? 'owner' : undefined;
    case 'objection':
      return name === '$fetchGraph' && args.length === 1 ? 'owner' : undefined;
    case 'sequelize':
      return (name === '$get' && args.length === 1) || (name.startsWith('get') && args.length === 0)
        ? 'property'
        : undefined;
    default:
      return undefined;
  }
}

/** Where the call that loads the rows is told which relations come with them. */
function optionsOf({ library, handle, chain, link }: Query): Pick<LoadRelation, 'option' | 'argument'> | undefined {
  const { name = '' } = chain.links[link] ?? {};
  const ofManager = handle.role === 'manager' ? 1 : 0;
  switch (library) {
    case 'typeorm':
      return /^find(?:AndCount)?$/.test(name) ? { option: 'relations', argument: ofManager } : undefined;
    case 'mikro-orm':
      if (name === 'findAll') return { option: 'populate', argument: ofManager };
      return name === 'find' ? { option: 'populate', argument: ofManager + 1 } : undefined;
    case 'sequelize':
      return name === 'findAll' ? { option: 'include', argument: 0 } : undefined;
    case 'mongoose':
      return { option: 'populate' };
    case 'objection':
      return { option: 'withGraphFetched' };
    default:
      return undefined;
  }
}
