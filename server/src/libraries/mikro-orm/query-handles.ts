import type { HandleShape, SubclassFact, TableMention } from '../../core/library';
import { about, namedTable } from '../shared/entity-mention';

const EXPORTS: ReadonlyMap<string, HandleShape> = new Map([
  ['*', { role: 'module' }],
  ['default', { role: 'module' }],
  ['MikroORM', { role: 'orm-class' }],
  ['EntityManager', { role: 'manager-class' }],
  ['SqlEntityManager', { role: 'manager-class' }],
  ['EntityRepository', { role: 'repository-class' }],
  ['SqlEntityRepository', { role: 'repository-class' }],
  ['BaseEntity', { role: 'entity-class' }],
  ['Entity', { role: 'entity-decorator' }],
  ['Collection', { role: 'collection-class' }],
  ['RequestContext', { role: 'request-context' }],
  ['wrap', { role: 'wrap' }],
]);

export function exported(name: string): HandleShape | undefined {
  return EXPORTS.get(name);
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['MikroORM', 'orm'],
  ['EntityManager', 'manager'],
  ['SqlEntityManager', 'manager'],
  ['EntityRepository', 'repository'],
  ['SqlEntityRepository', 'repository'],
  ['Collection', 'collection'],
  ['LoadedCollection', 'collection'],
  ['Ref', 'reference'],
  ['Reference', 'reference'],
  ['IdentifiedReference', 'reference'],
  ['LoadedReference', 'reference'],
  ['ScalarReference', 'reference'],
  ['QueryBuilder', 'typed-builder'],
  ['SelectQueryBuilder', 'typed-builder'],
]);

export function typed(
  [name = '', more]: readonly string[],
  typeArguments: readonly TableMention[],
): HandleShape | undefined {
  const role = more === undefined ? TYPES.get(name) : undefined;
  if (role === undefined) return undefined;
  // The argument of a manager or of the ORM is its driver.
  return role === 'orm' || role === 'manager' ? { role } : { role, ...about(namedTable(typeArguments[0])) };
}

/** Also asked about objects: a class's own table counts for them as well. */
export function subclass(base: HandleShape, { id, name, typeArguments }: SubclassFact): HandleShape | undefined {
  switch (base.role) {
    case 'repository-class':
    case 'repository':
      return { ...base, ...about(namedTable(typeArguments[0])) };
    case 'entity-class':
    case 'entity':
      return { ...base, ...about({ kind: 'declared', id, name }) };
    default:
      return base;
  }
}

export function decorated({ role }: HandleShape, { id, name }: SubclassFact): HandleShape | undefined {
  return role === 'entity-decorator' ? { role: 'row', ...about({ kind: 'declared', id, name }) } : undefined;
}

export function member(handle: HandleShape, name: string): HandleShape | undefined {
  const { role, table, transaction } = handle;
  const isIndex = name === '[]' || /^\d+$/.test(name);
  switch (role) {
    case 'module':
      return name === 'default' ? handle : exported(name);
    case 'orm':
    case 'repository':
      return name === 'em' || name === '_em' ? { role: 'manager', ...(transaction ? { transaction } : {}) } : undefined;
    case 'rows':
      return isIndex ? { ...handle, role: 'row' } : undefined;
    case 'rows-and-count':
      return name === '0' || name === '[]' ? { ...handle, role: 'rows' } : undefined;
    case 'row':
    case 'entity':
      return { role: 'relation', name, ...(table ? { table } : {}) };
    default:
      return undefined;
  }
}
