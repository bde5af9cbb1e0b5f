import type { TableIndex } from '../../core/model';

/** PostgreSQL's own index methods. */
export type IndexMethod = 'btree' | 'hash' | 'gin' | 'gist' | 'spgist' | 'brin';

export function indexMethod(index: TableIndex): IndexMethod | undefined {
  const method = index.method?.toLowerCase() ?? 'btree';
  return isMethod(method) ? method : undefined;
}

function isMethod(method: string): method is IndexMethod {
  return Object.hasOwn(REFUSED, method);
}

/** Columns that are part of the key; from pg_indexam_has_property. */
export const MULTICOLUMN: ReadonlySet<IndexMethod> = new Set(['btree', 'gin', 'gist', 'brin']);
export const WITH_INCLUDE: ReadonlySet<IndexMethod> = new Set(['btree', 'gist', 'spgist']);

/** The method has a default operator class for the type (a base type); true where that is not certain. */
export function accepts(method: IndexMethod, type: string): boolean {
  return !REFUSED[method].has(type);
}

const NUMBERS = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision', 'money', 'oid'];
const TIMES = [
  ...['date', 'timestamp without time zone', 'timestamp with time zone', 'interval'],
  ...['time without time zone', 'time with time zone'],
];
const TEXTS = ['text', 'character varying', 'character', 'name'];
const BITS = ['bit', 'bit varying'];
const ADDRESSES = ['inet', 'cidr', 'macaddr', 'macaddr8'];
const SHAPES = ['point', 'box', 'polygon', 'circle'];
const LINES = ['line', 'lseg', 'path'];
const SCALARS = [...NUMBERS, ...TIMES, ...TEXTS, ...BITS, ...ADDRESSES, 'boolean', 'bytea', 'uuid', 'enum'];
const DOCUMENTS = ['json', 'jsonpath', 'xml'];

/** The types without a default operator class: what is not in pg_opclass with opcdefault, on PostgreSQL 15 and 18. */
const REFUSED: Readonly<Record<IndexMethod, ReadonlySet<string>>> = {
  btree: new Set([...DOCUMENTS, ...SHAPES, ...LINES]),
  hash: new Set([...DOCUMENTS, ...SHAPES, ...LINES, ...BITS, 'money', 'tsvector', 'tsquery']),
  gin: new Set([...SCALARS, ...DOCUMENTS, ...SHAPES, ...LINES, 'range', 'tsquery']),
  gist: new Set([...SCALARS, ...DOCUMENTS, ...LINES, 'array', 'jsonb']),
  spgist: new Set([
    ...NUMBERS,
    ...TIMES,
    ...BITS,
    'character',
    'name',
    ...DOCUMENTS,
    ...LINES,
    'macaddr',
    'macaddr8',
    'circle',
    'boolean',
    'bytea',
    'uuid',
    'enum',
    'array',
    'jsonb',
    'tsvector',
    'tsquery',
  ]),
  brin: new Set([
    ...DOCUMENTS,
    ...LINES,
    'point',
    'polygon',
    'circle',
    'money',
    'boolean',
    'enum',
    'array',
    'jsonb',
    'tsvector',
    'tsquery',
  ]),
};
