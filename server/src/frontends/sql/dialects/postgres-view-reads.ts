import type { Node } from 'libpg-query';
import type { QualifiedName, ViewReads } from '../../../core/facts/migrations';
import { bodiesOf, bodyOf, type NodeBody, qualifiedName, relationName, stringsOf } from './postgres-source';

/** Every table, column and type that the query of a view names, at whatever depth. */
export function readsOfView(query: Node | undefined): ViewReads {
  const tables: { table: QualifiedName; alias?: string }[] = [];
  const columns: { qualifier?: string; name: string }[] = [];
  const types: QualifiedName[] = [];
  const open: Part[] = [{ value: query, withNames: NO_NAMES }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { value, withNames } = part;
    if (Array.isArray(value)) {
      open.push(...value.map(item => ({ value: item, withNames })).reverse());
      continue;
    }
    if (typeof value !== 'object' || value === null) continue;
    const node = value as Node;
    const table = bodyOf(node, 'RangeVar');
    if (table !== undefined && (table.schemaname !== undefined || !withNames.has(table.relname ?? ''))) {
      const alias = table.alias?.aliasname;
      tables.push({ table: relationName(table), ...(alias === undefined ? {} : { alias }) });
    }
    const column = bodyOf(node, 'ColumnRef');
    if (column !== undefined) columns.push(columnName(column));
    const join = bodyOf(node, 'JoinExpr');
    if (join !== undefined) columns.push(...stringsOf(join.usingClause).map(name => ({ name })));
    const cast = bodyOf(node, 'TypeCast');
    const type = qualifiedName(stringsOf(cast?.typeName?.names));
    if (cast !== undefined && type.schema !== 'pg_catalog') types.push(type);
    open.push(...partsOf(value as SelectBody, withNames).reverse());
  }
  return { tables, columns: distinct(columns), types: distinct(types) };
}

interface Part {
  readonly value: unknown;
  /** The WITH queries that hide tables of their names here. */
  readonly withNames: ReadonlySet<string>;
}

type SelectBody = Pick<NodeBody<'SelectStmt'>, 'withClause'>;

function partsOf(body: SelectBody, outer: ReadonlySet<string>): Part[] {
  const { withClause, ...rest } = body;
  const queries = bodiesOf(withClause?.ctes, 'CommonTableExpr');
  const names = queries.map(({ ctename }) => ctename ?? '');
  const all = names.length === 0 ? outer : new Set([...outer, ...names]);
  return [
    ...queries.map(({ ctequery }, n) => ({
      value: ctequery,
      // A query sees those before it; with RECURSIVE itself, too, and those behind it.
      withNames: withClause?.recursive === true ? all : new Set([...outer, ...names.slice(0, n)]),
    })),
    ...Object.values(rest).map(value => ({ value, withNames: all })),
  ];
}

function columnName({ fields = [] }: NodeBody<'ColumnRef'>): { readonly qualifier?: string; readonly name: string } {
  const names = fields.map(field => bodyOf(field, 'String')?.sval ?? '*');
  const qualifier = names.at(-2);
  return { ...(qualifier === undefined ? {} : { qualifier }), name: names.at(-1) ?? '*' };
}

/** Views are long, and what they name is named again and again. */
function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map(item => [JSON.stringify(item), item] as const)).values()];
}

const NO_NAMES: ReadonlySet<string> = new Set();
