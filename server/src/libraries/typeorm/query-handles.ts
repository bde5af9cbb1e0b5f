import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, SubclassFact, TableMention } from '../../core/library';
import { argumentAt } from '../shared/call-arguments';
import { about, entityMention, namedTable } from '../shared/entity-mention';

/** What the exported names of TypeORM are, used as values. */
const EXPORTS: ReadonlyMap<string, HandleShape> = new Map([
  ['*', { role: 'module' }],
  ['default', { role: 'module' }],
  ['DataSource', { role: 'connection-class' }],
  ['Connection', { role: 'connection-class' }],
  ['EntityManager', { role: 'manager-class' }],
  ['Repository', { role: 'repository-class' }],
  ['TreeRepository', { role: 'repository-class' }],
  ['AbstractRepository', { role: 'abstract-repository-class' }],
  ['BaseEntity', { role: 'entity-class' }],
  ['Entity', { role: 'entity-decorator' }],
  ['ChildEntity', { role: 'entity-decorator' }],
  ...[
    'createConnection',
    'getConnection',
    'getManager',
    'getRepository',
    'getTreeRepository',
    'getCustomRepository',
  ].map(name => [name, { role: name }] as const),
]);

export function exported(name: string): HandleShape | undefined {
  return EXPORTS.get(name);
}

/** What values of the exported types are, without their type arguments. */
const TYPES: ReadonlyMap<string, HandleShape> = new Map([
  ['DataSource', { role: 'connection' }],
  ['Connection', { role: 'connection' }],
  ['EntityManager', { role: 'manager' }],
  ['QueryRunner', { role: 'query-runner' }],
  ['Repository', { role: 'repository' }],
  ['TreeRepository', { role: 'repository' }],
  ['SelectQueryBuilder', { role: 'typed-builder' }],
]);

export function typed(
  [name, more]: readonly string[],
  typeArguments: readonly TableMention[],
): HandleShape | undefined {
  const shape = name === undefined || more !== undefined ? undefined : TYPES.get(name);
  return shape && { ...shape, ...about(namedTable(typeArguments[0])) };
}

/** Also asked about objects: a class's own table counts for them as well. */
export function subclass(base: HandleShape, { id, name, typeArguments }: SubclassFact): HandleShape | undefined {
  switch (base.role) {
    case 'repository-class':
    case 'repository':
    case 'abstract-repository-class':
    case 'abstract-repository':
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
  const { role } = handle;
  if (role === 'module') return name === 'default' ? handle : exported(name);
  if (name === 'manager' && HAS_MANAGER.has(role)) return withTransaction({ role: 'manager' }, handle);
  if (name === 'connection' || name === 'dataSource')
    return HAS_CONNECTION.has(role) ? { role: 'connection' } : undefined;
  if (name === 'queryRunner' && role === 'manager') return withTransaction({ role: 'query-runner' }, handle);
  if (name === 'repository' && role === 'abstract-repository') return { ...handle, role: 'repository' };
  return memberOfRows(handle, name);
}

const HAS_MANAGER = new Set(['connection', 'query-runner', 'repository', 'abstract-repository']);
const HAS_CONNECTION = new Set(['manager', 'query-runner']);

function memberOfRows(handle: HandleShape, name: string): HandleShape | undefined {
  const { role } = handle;
  const isIndex = name === '[]' || /^\d+$/.test(name);
  if (role === 'rows' || role === 'entities') return isIndex ? { ...handle, role: SINGLE[role] } : undefined;
  if (role === 'rows-and-count') return name === '0' || name === '[]' ? { ...handle, role: 'rows' } : undefined;
  if (role === 'entities-and-count') return name === '0' || name === '[]' ? { ...handle, role: 'entities' } : undefined;
  return undefined;
}

const SINGLE = { rows: 'row', entities: 'entity' } as const;

/** What is made from a handle runs in its transaction. */
export function withTransaction(shape: HandleShape, { transaction }: HandleShape): HandleShape {
  return transaction ? { ...shape, transaction } : shape;
}

export function repositoryOf(from: HandleShape, target: TableMention | undefined): HandleShape {
  return withTransaction({ role: 'repository', ...about(target) }, from);
}

/** `getCustomRepository(UserRepository)`: the entity stands in what the class extends, or in its decorator. */
export function customRepository(from: HandleShape, link: Link, context: CallContext): HandleShape {
  const value = argumentAt(link, 0);
  const found = value && context.resolve(value);
  const fact = found?.kind === 'declared' ? found.unit.classes.find(({ name }) => name === found.name) : undefined;
  const type = fact?.extendsArguments?.[0];
  const [root, ...path] = type?.kind === 'reference' ? type.name : [];
  if (found?.kind !== 'declared' || root === undefined) return repositoryOf(from, undefined);
  const span = { start: 0, end: 0 };
  const entity = found.at.resolve({ kind: 'ref', root: { kind: 'outer', name: root }, path, span });
  return repositoryOf(
    from,
    entity?.kind === 'declared' ? { kind: 'declared', id: entity.id, name: entity.name } : undefined,
  );
}

export function repositoryAt(from: HandleShape, link: Link, context: CallContext): HandleShape {
  return repositoryOf(from, entityMention(argumentAt(link, 0), context));
}
