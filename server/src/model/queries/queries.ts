import type { CallChain } from '../../core/facts/calls';
import type { Dialect } from '../../core/facts/sql-template';
import type { CallContext, QueryShape, TableMention } from '../../core/library';
import type { CodeUnit, Table } from '../../core/model';
import type { DatabaseId } from '../../core/project';
import { type Handle, type Query, queryId, type RawSql } from '../../core/query';
import type { Uri } from '../../core/uri';
import type { Entity, UnitPlace } from '../handles/entity';
import type { Resolver } from '../handles/resolver';
import { type CallNames, mayRun } from './call-names';
import type { SqlText } from './sql-text';

export interface QueryDependencies {
  readonly resolver: Resolver;
  readonly sqlText: SqlText;
  readonly names: CallNames;
  /** The table that a call means; `database` is the one of its handle, where that is known. */
  mentioned(uri: Uri, mention: TableMention, dialect: Dialect | undefined, database?: DatabaseId): Table | undefined;
  /** The one of the databases that a file may mean; undefined where they speak several. */
  dialectAround(uri: Uri): Dialect | undefined;
  callContext(at: UnitPlace): CallContext;
  /** The database is described by files, so that a table it does not have is none. */
  isDescribed(database: string): boolean;
}

/** The database calls of a unit, in source order. */
export function buildQueries(unit: CodeUnit, deps: QueryDependencies): readonly Query[] {
  const at = { uri: unit.uri, unit: unit.unit };
  return unit.facts.calls.flatMap(chain => {
    if (!mayRun(chain, deps.names) || isOutlined(unit, chain)) return [];
    const found = readChain(at, unit, chain, deps);
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
  readonly firstLink: number;
  readonly owner: Entity & { readonly kind: 'handle' };
  readonly shape: QueryShape;
}

/** What runs when the chain has been walked to its end: the first query, or the last state of a builder. */
function readChain(at: UnitPlace, unit: CodeUnit, chain: CallChain, deps: QueryDependencies): ChainReading | undefined {
  const { resolver } = deps;
  let found: ChainReading | undefined;
  let began: number | undefined;
  let continues = false;
  const receiverOf = resolver.receivers(at, chain);
  for (let link = 0; link < chain.links.length; link++) {
    const called = chain.links[link];
    const owner = receiverOf(link);
    // What is loaded or asked for on the spot begins with something unknown: `require('./database').pool`.
    if (!called || (!owner && link > 0)) break;
    if (owner?.kind !== 'handle') continue;
    if (called.form === 'await' && !owner.library.lazyProperties) break;
    const { draft } = owner.shape;
    continues ||= link === 0 && draft !== undefined;
    // A draft begins with the call that made it.
    began = draft && (began ?? Math.max(0, link - 1));
    const call = owner.library.call(owner.shape, called, deps.callContext(at));
    if (call?.query) found = { link, firstLink: began ?? link, owner, shape: call.query };
    if (!call?.result) break;
  }
  if (!found || !runs(unit, chain, found)) return undefined;
  return continues || isSaidElsewhere(unit, chain, found.shape) ? { ...found, shape: partly(found.shape) } : found;
}

/** `let query = db.select()…; if (name) query = query.where(…)`: only a part of it is known where it runs. */
function isSaidElsewhere(unit: CodeUnit, { id }: CallChain, { lazy }: QueryShape): boolean {
  const held =
    lazy === true
      ? unit.facts.bindings.find(
          ({ value, path }) => value?.kind === 'call' && value.call === id && !value.awaited && path.length === 0,
        )
      : undefined;
  if (!held) return false;
  return unit.facts.calls.some(
    ({ root }) => root.kind === 'ref' && root.root.kind === 'local' && root.root.binding === held.id,
  );
}

function partly(shape: QueryShape): QueryShape {
  return { ...shape, filtersComplete: false, clausesComplete: false };
}

/** A builder that nobody waits for here is a part of another query, or is waited for elsewhere. */
function runs(unit: CodeUnit, chain: CallChain, { shape, link }: ChainReading): boolean {
  if (shape.lazy !== true || link < chain.links.length - 1) return true;
  return chain.awaited !== 'no' && !isListed(unit, chain);
}

/** `db.unionAll(ids.map(id => db('users').where({ id })))`: the builders make a list that nobody waits for. */
function isListed(unit: CodeUnit, chain: CallChain): boolean {
  if (chain.awaited !== 'returned') return false;
  const loop = unit.facts.loops.find(({ callback, method }) => callback === chain.in && method === 'map');
  return loop?.call !== undefined && unit.call(loop.call)?.awaited === 'no';
}

function buildQuery(
  at: UnitPlace,
  chain: CallChain,
  { link, firstLink, owner, shape }: ChainReading,
  deps: QueryDependencies,
): Query | undefined {
  const { database } = owner;
  const dialect = owner.shape.dialect ?? owner.library.dialect;
  const table = shape.table && deps.mentioned(at.uri, shape.table, dialect, database?.id);
  // `prisma.logger.count()` on a class that extends the client: no model of that name, no query.
  if (database && shape.table && !table && deps.isDescribed(database.id)) return undefined;
  const called = chain.links[link];
  if (!called) return undefined;
  const raw = shape.raw && buildRaw(at, shape.raw, owner.shape.dialect ?? database?.dialect, deps);
  const { raw: _, table: mention, lazy: __, ...rest } = shape;
  const logicalTable = table?.logicalName ?? mention?.name;
  return {
    ...rest,
    id: queryId(at.uri, at.unit, chain.id),
    library: owner.library.id,
    handle: buildHandle(owner, table),
    ...(logicalTable === undefined ? {} : { logicalTable }),
    ...(table ? { table: table.ref } : {}),
    ...(raw ? { raw } : {}),
    place: { ...at, span: called.span },
    chain,
    link,
    firstLink,
    function: chain.in,
  };
}

function buildHandle({ library, shape, database }: ChainReading['owner'], table: Table | undefined): Handle {
  const home = database?.id ?? table?.ref.database;
  return {
    library: library.id,
    role: shape.role,
    transaction: shape.transaction === true,
    ...(shape.name === undefined ? {} : { name: shape.name }),
    ...(home === undefined ? {} : { database: home }),
  };
}

function buildRaw(
  at: UnitPlace,
  shape: NonNullable<QueryShape['raw']>,
  ofHandle: Dialect | undefined,
  deps: QueryDependencies,
): RawSql {
  const dialect: Dialect = shape.dialect ?? ofHandle ?? deps.dialectAround(at.uri) ?? 'postgres';
  const style = dialect === 'mysql' || dialect === 'sqlite' ? 'question-mark' : shape.style;
  return { ...shape, dialect, style, template: deps.sqlText.template(at, shape.text) };
}
