import type { Loop } from '../../core/facts/calls';
import type { Ref } from '../../core/facts/values';
import type { CodeUnit, Column, Model, Table } from '../../core/model';
import type { Query } from '../../core/query';
import { plainOutputs } from './sql-outputs';
import { buildScopes } from './sql-scope';

/** The column that a value of the loop's element was read from, and the query that read it. */
export interface LoadedColumn {
  readonly column: Column;
  readonly query: Query;
}

/** Found where the same function loaded the rows that the loop runs over. */
export function loadedColumn(unit: CodeUnit, model: Model, loop: Loop, ref: Ref): LoadedColumn | undefined {
  const [name, ...rest] = [...elementPath(unit, ref), ...ref.path];
  if (name === undefined || rest.length > 0) return undefined;
  const query = loadedRows(unit, model, loop);
  if (query) {
    const table = query.table && model.table(query.table);
    const column = table?.columns.find(({ logicalName }) => logicalName === name);
    return column && { column, query };
  }
  const statement = loadedByStatement(unit, model, loop);
  const text = statement && model.sqlIn(unit.uri, unit.unit).find(one => one.query?.id === statement.id);
  const [scope] = text ? buildScopes(text, model) : [];
  const column = scope && plainOutputs(scope)?.find(output => output.name === name)?.column;
  return statement && column && { column, query: statement };
}

/** The query of the same function that loaded the rows the loop runs over. */
export function loadedRows(unit: CodeUnit, model: Model, loop: Loop): Query | undefined {
  const outer = queryOf(unit, model, loop, '');
  return outer?.operation === 'find-many' && outer.clausesComplete ? outer : undefined;
}

/** `orders: Order[]` of which `Order` is a table: whoever gives them has loaded them. */
export function isOfRows(unit: CodeUnit, model: Model, { iterable }: Loop, { ref }: Table): boolean {
  if (iterable.kind !== 'ref' || iterable.root.kind !== 'local' || iterable.path.length > 0) return false;
  const binding = unit.binding(iterable.root.binding);
  const row = binding?.type?.kind === 'array' && binding.path.length === 0 ? binding.type.of : undefined;
  if (row?.kind !== 'reference' || row.query) return false;
  return model.tableByLogicalName(ref.database, row.name.join('.')) !== undefined;
}

/** `const { rows } = await pool.query(…)`. */
function loadedByStatement(unit: CodeUnit, model: Model, loop: Loop): Query | undefined {
  const outer = queryOf(unit, model, loop, 'rows');
  return outer?.raw && outer.library === 'pg' ? outer : undefined;
}

/** The query whose result, at that path of properties, is what the loop runs over. */
function queryOf(unit: CodeUnit, model: Model, { iterable }: Loop, path: string): Query | undefined {
  if (iterable.kind !== 'ref' || iterable.root.kind !== 'local') return undefined;
  const binding = unit.binding(iterable.root.binding);
  if (binding?.kind !== 'const' || binding.value?.kind !== 'call') return undefined;
  const { call, path: ofCall } = binding.value;
  if ([...ofCall, ...binding.path, ...iterable.path].join('.') !== path) return undefined;
  return model.queriesIn(unit.uri, unit.unit).find(({ chain }) => chain.id === call);
}

function elementPath(unit: CodeUnit, { root }: Ref): readonly string[] {
  return (root.kind === 'local' ? unit.binding(root.binding)?.path : undefined) ?? [];
}
