import type { Binding, CodeFacts } from '../../core/facts/code';
import type { ColumnFact, EnumDeclaration, SchemaDeclaration, TableDeclaration } from '../../core/facts/schema';
import { type DeclarationContext, declarationId } from '../../core/library';
import { readColumn, type TableSubject } from './column';
import { readColumnList } from './column-list';
import { speaks } from './core-modules';
import { readEnumType } from './enums';
import { relationsOf } from './relations';
import { type Scope, scopeOf } from './scope';
import { readTableCall, type TableCall } from './table-call';
import { readTableConfig } from './table-config';

/** The tables, views and enums that the module-level names of a unit hold. */
export function readDeclarations(unit: CodeFacts, context: DeclarationContext): readonly SchemaDeclaration[] {
  if (unit.calls.length === 0) return [];
  const scope = scopeOf(context, unit);
  return unit.bindings.flatMap((binding): readonly SchemaDeclaration[] => {
    const { id, name, value, path, writes } = binding;
    if (id !== name || value?.kind !== 'call' || path.length > 0 || writes.length > 0) return [];
    const made = { kind: 'value', value, scope } as const;
    const call = readTableCall(made);
    if (call) {
      const table = readTable(binding, call, scope, context);
      return table ? [table] : [];
    }
    const enumType = context.dialect === 'postgres' ? readEnumType(made) : undefined;
    return enumType ? [readEnum(binding, enumType)] : [];
  });
}

function readEnum(
  { name: logicalName, span }: Binding,
  type: NonNullable<ReturnType<typeof readEnumType>>,
): EnumDeclaration {
  const { name, schema, values = [] } = type;
  return { kind: 'enum', logicalName, name, ...(schema === undefined ? {} : { schema }), values, span };
}

function readTable(
  binding: Binding,
  call: TableCall,
  scope: Scope,
  context: DeclarationContext,
): TableDeclaration | undefined {
  // Without its name nothing is known of the table; another dialect's is a table of another database.
  if (call.name === undefined || !speaks(call.dialect, context.dialect)) return undefined;
  const id = declarationId(context.uri, binding.name);
  const columnNames = new Map<string, string>();
  const uncasedNames = new Map<string, string>();
  const subject: TableSubject = { id, name: call.name, dialect: call.dialect, scope, columnNames, uncasedNames };
  const list = readColumnList(call, scope, binding.span);
  const columns = list.entries.map(entry => {
    const read = readColumn(entry, subject);
    columnNames.set(entry.key, read.column.name);
    uncasedNames.set(entry.key, read.uncasedName);
    return read;
  });
  const config = readTableConfig(call.extra, subject, binding.span);
  const indexes = [...columns.flatMap(read => read.indexes), ...config.indexes];
  const key = indexes.find(({ kind }) => kind === 'primary');
  const inKey = new Set(call.dialect === 'sqlite' ? [] : key?.columns.map(({ column }) => column));
  const complete = list.complete && config.complete && columns.every(read => read.complete);
  return {
    kind: 'table',
    language: 'drizzle',
    logicalName: binding.name,
    id,
    ...(complete ? {} : { complete: false }),
    ...(columns.every(({ nameKnown }) => nameKnown) ? {} : { namesKnown: false }),
    name: call.name,
    ...(call.schema === undefined ? {} : { schema: call.schema }),
    view: call.view,
    columns: columns.map(
      ({ column }): ColumnFact => (inKey.has(column.logicalName) ? { ...column, nullable: false } : column),
    ),
    indexes,
    foreignKeys: [...columns.flatMap(read => read.foreignKeys), ...config.foreignKeys],
    relations: relationsOf(id, binding.span, context),
    nameSpan: binding.span,
    span:
      scope.unit.calls.find(({ id: chain }) => binding.value?.kind === 'call' && chain === binding.value.call)?.span ??
      binding.span,
    ignored: false,
  };
}
