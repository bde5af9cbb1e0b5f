import type { CallChain } from '../../core/facts/calls';
import type { Dialect } from '../../core/facts/sql-template';
import type { LibraryCall, QueryShape } from '../../core/library';
import type { CodeUnit, Table } from '../../core/model';
import type { Database } from '../../core/project';
import { type Handle, type Query, queryId, type RawSql } from '../../core/query';
import type { Entity, UnitPlace } from '../handles/entity';
import type { Resolver } from '../handles/resolver';
import type { SqlText } from './sql-text';

export interface QueryDependencies {
  readonly resolver: Resolver;
  readonly sqlText: SqlText;
  /** The names of all calls that run a query in any library. */
  readonly queryCalls: ReadonlySet<string>;
  tableByLogicalName(database: string, logicalName: string): Table | undefined;
  /** The database is described by files, so that a table it does not have is none. */
  isDescribed(database: string): boolean;
}

/** The database calls of a unit, in source order. */
export function buildQueries(unit: CodeUnit, deps: QueryDependencies): readonly Query[] {
  const at = { uri: unit.uri, unit: unit.unit };
  return unit.facts.calls.flatMap(chain => {
    if (!chain.links.some(({ name }) => deps.queryCalls.has(name)) || isOutlined(unit, chain)) return [];
    const found = readChain(at, chain, deps.resolver);
    const query = found && buildQuery(at, chain, found, deps);
    return query ? [query] : [];
  });
}

/** A class repeats what its constructor and getters say of its fields; the calls in there belong to their own units. */
function isOutlined(unit: CodeUnit, chain: CallChain): boolean {
  const [member = ''] = chain.in.split('/');
  return member !== '' && unit.fn(member) === undefined;
}

interface ChainReading {
  readonly link: number;
  readonly owner: Entity & { readonly kind: 'handle' };
  readonly shape: QueryShape;
}

/** The first link of a chain that runs a query. */
function readChain(at: UnitPlace, chain: CallChain, resolver: Resolver): ChainReading | undefined {
  for (let link = 0; link < chain.links.length; link++) {
    const called = chain.links[link];
    const owner = resolver.receiver(at, chain, link);
    if (!owner || !called) return undefined;
    if (owner.kind !== 'handle') continue;
    const call: LibraryCall | undefined = owner.library.call(owner.shape, called);
    if (call?.query) return { link, owner, shape: call.query };
    if (!call?.result) return undefined;
  }
  return undefined;
}

function buildQuery(
  at: UnitPlace,
  chain: CallChain,
  { link, owner, shape }: ChainReading,
  deps: QueryDependencies,
): Query | undefined {
  const { database } = owner;
  const table =
    database && shape.logicalTable !== undefined ? deps.tableByLogicalName(database.id, shape.logicalTable) : undefined;
  // `prisma.logger.count()` on a class that extends the client: no model of that name, no query.
  if (database && shape.logicalTable !== undefined && !table && deps.isDescribed(database.id)) return undefined;
  const called = chain.links[link];
  if (!called) return undefined;
  const raw = shape.raw && buildRaw(at, shape.raw, database, deps.sqlText);
  const { raw: _, ...rest } = shape;
  return {
    ...rest,
    id: queryId(at.uri, at.unit, chain.id),
    library: owner.library.id,
    handle: buildHandle(owner),
    ...(table ? { table: table.ref, logicalTable: table.logicalName } : {}),
    ...(raw ? { raw } : {}),
    place: { ...at, span: called.span },
    chain,
    link,
    function: chain.in,
  };
}

function buildHandle({ library, shape, database }: ChainReading['owner']): Handle {
  return {
    library: library.id,
    role: shape.role,
    transaction: shape.transaction === true,
    ...(shape.name === undefined ? {} : { name: shape.name }),
    ...(database ? { database: database.id } : {}),
  };
}

function buildRaw(
  at: UnitPlace,
  shape: NonNullable<QueryShape['raw']>,
  database: Database | undefined,
  sqlText: SqlText,
): RawSql {
  const dialect: Dialect = shape.dialect ?? database?.dialect ?? 'postgres';
  const style = dialect === 'mysql' || dialect === 'sqlite' ? 'question-mark' : shape.style;
  return { ...shape, dialect, style, template: sqlText.template(at, shape.text) };
}
