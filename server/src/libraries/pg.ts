import type { Link } from '../core/facts/calls';
import type { Value } from '../core/facts/values';
import type { HandleShape, Library, LibraryCall, RawShape } from '../core/library';

/** node-postgres 8 and drivers with its interface. */
export const pg: Library = {
  id: 'pg',
  packages: ['pg', 'pg-pool', '@neondatabase/serverless'],
  hints: ['.query(', '.query<', "'pg'", '"pg"', 'pg-pool', '@neondatabase/serverless'],
  queryCalls: ['query'],
  exported(name) {
    if (name === 'Pool') return { role: 'pool-class' };
    if (name === 'Client') return { role: 'client-class' };
    return name === '*' || name === 'default' ? { role: 'module' } : undefined;
  },
  typed: ([name, more]) => (name !== undefined && more === undefined ? TYPES.get(name) : undefined),
  member(handle, name) {
    if (handle.role !== 'module') return undefined;
    // `pg.default` and `pg.native` have the same exports again.
    return name === 'native' || name === 'default' ? handle : pg.exported(name);
  },
  call: readCall,
};

const POOL: HandleShape = { role: 'pool' };
const CLIENT: HandleShape = { role: 'client' };

const TYPES: ReadonlyMap<string, HandleShape> = new Map([
  ['Pool', POOL],
  ['Client', CLIENT],
  ['PoolClient', CLIENT],
  ['ClientBase', CLIENT],
]);

function readCall(handle: HandleShape, link: Link): LibraryCall | undefined {
  if (link.form === 'new') {
    const shape = link.name === '' ? handle : handle.role === 'module' ? pg.exported(link.name) : undefined;
    if (shape?.role === 'pool-class' || shape?.role === 'module') return { result: POOL };
    return shape?.role === 'client-class' ? { result: CLIENT } : undefined;
  }
  if (handle.role === 'pool' && link.name === 'connect') return { result: CLIENT };
  if ((handle.role === 'pool' || handle.role === 'client') && link.name === 'query') return readQuery(link);
  return undefined;
}

function readQuery(link: Link): LibraryCall | undefined {
  const [first, second] = link.args;
  if (!first || first.spread) return undefined;
  const raw = first.value.kind === 'object' ? readConfig(first.value) : readText(first.value, second?.value);
  return {
    query: {
      operation: 'raw',
      writes: false,
      filters: [],
      filtersComplete: false,
      clauses: [],
      clausesComplete: false,
      batchable: false,
      ...(raw ? { raw } : {}),
    },
  };
}

function readText(text: Value, values: Value | undefined): RawShape {
  // The second argument may be a callback instead of the values.
  const given = values && values.kind !== 'function' ? { values } : {};
  return { text, dialect: 'postgres', style: 'numbered', holesAreParameters: false, api: 'text-and-values', ...given };
}

function readConfig(config: Value & { kind: 'object' }): RawShape | undefined {
  const text = config.entries.find(({ key }) => key === 'text')?.value;
  const values = config.entries.find(({ key }) => key === 'values')?.value;
  if (!text) return undefined;
  return {
    text,
    dialect: 'postgres',
    style: 'numbered',
    holesAreParameters: false,
    api: 'config-object',
    ...(values ? { values } : {}),
  };
}
