import type { QualifiedName, SchemaStep } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import { bodyOf, type NodeBody, relationName, type StatementSource } from './postgres-source';
import { extractConstraint, extractTableElements, readType } from './postgres-table';

/** The subcommands of ALTER TABLE that change columns, keys or indexes; storage, ownership and triggers do not matter. */
export function extractAlterTable(
  statement: NodeBody<'AlterTableStmt'>,
  source: StatementSource,
): readonly SchemaStep[] {
  if (statement.objtype !== 'OBJECT_TABLE') return [];
  const table = relationName(statement.relation);
  const commands = (statement.cmds ?? []).flatMap(node => bodyOf(node, 'AlterTableCmd') ?? []);
  const spans = commandSpans(statement, source);
  return commands.flatMap((command, n) =>
    commandSteps(command, table, spans.length === commands.length ? (spans[n] ?? source.span) : source.span, source),
  );
}

function commandSteps(
  command: NodeBody<'AlterTableCmd'>,
  table: QualifiedName,
  span: Span,
  source: StatementSource,
): readonly SchemaStep[] {
  const column = command.name ?? '';
  switch (command.subtype) {
    case 'AT_AddColumn': {
      if (command.def === undefined) return [];
      const parts = extractTableElements([command.def], table, source);
      return [
        ...parts.columns.map(fact => ({ kind: 'add-column' as const, table, column: fact, span })),
        ...keySteps(parts, table, span),
      ];
    }
    case 'AT_DropColumn':
      return [{ kind: 'drop-column', table, column, span }];
    case 'AT_AlterColumnType': {
      const typeName = bodyOf(command.def, 'ColumnDef')?.typeName;
      if (typeName === undefined) return [];
      const type = readType(typeName, span.end, source);
      return [{ kind: 'alter-column', table, column, type: type.text + (type.list ? '[]' : ''), span }];
    }
    case 'AT_SetNotNull':
      return [{ kind: 'alter-column', table, column, nullable: false, span }];
    case 'AT_DropNotNull':
      return [{ kind: 'alter-column', table, column, nullable: true, span }];
    case 'AT_AddConstraint': {
      const constraint = bodyOf(command.def, 'Constraint');
      if (constraint === undefined) return [];
      if (constraint.indexname !== undefined) return constraintFromIndex(constraint, table, span);
      const start = source.offset(constraint.location);
      return keySteps(extractConstraint(constraint, table, { start, end: Math.max(span.end, start) }), table, span);
    }
    case 'AT_DropConstraint':
      return [{ kind: 'drop-constraint', table, name: column, span }];
    case 'AT_AttachPartition': {
      const partition = relationName(bodyOf(command.def, 'PartitionCmd')?.name);
      return [
        { kind: 'opaque', table: partition, reason: 'ATTACH PARTITION gives it the indexes of its parent', span },
      ];
    }
    case 'AT_AddInherit':
    case 'AT_AddOf':
      return [{ kind: 'opaque', table, reason: 'the table takes columns from elsewhere', span }];
    default:
      return [];
  }
}

function keySteps(
  parts: ReturnType<typeof extractConstraint>,
  table: QualifiedName,
  span: Span,
): readonly SchemaStep[] {
  return [
    ...parts.indexes.map(index => ({
      kind: 'add-index' as const,
      table,
      index,
      concurrently: false,
      ifNotExists: false,
      span,
    })),
    ...parts.foreignKeys.map(foreignKey => ({ kind: 'add-foreign-key' as const, table, foreignKey, span })),
  ];
}

/** ADD CONSTRAINT … USING INDEX takes an existing unique index over and gives it the constraint's name. */
function constraintFromIndex(
  constraint: NodeBody<'Constraint'>,
  table: QualifiedName,
  span: Span,
): readonly SchemaStep[] {
  const to = constraint.conname;
  const name = constraint.indexname ?? '';
  if (to === undefined || to === name) return [];
  const index = table.schema === undefined ? { name } : { schema: table.schema, name };
  return [{ kind: 'rename-index', index, to, span }];
}

/** Subcommands are separated by commas behind the table's name. */
function commandSpans(statement: NodeBody<'AlterTableStmt'>, source: StatementSource): readonly Span[] {
  const name = source.nameSpan(source.offset(statement.relation?.location));
  let index = source.indexAt(name.end);
  if (source.wordAt(index) === '*') index++;
  const spans: Span[] = [];
  while (index < source.tokens.length) {
    const end = source.elementEnd(index);
    const start = source.tokens[index]?.start;
    if (start === undefined || end <= index) return spans;
    spans.push({ start, end: source.endAt(end - 1) });
    index = end + 1;
  }
  return spans;
}
