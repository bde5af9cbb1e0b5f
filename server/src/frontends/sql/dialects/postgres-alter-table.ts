import type { QualifiedName, SchemaStep } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import { bodiesOf, bodyOf, type NodeBody, relationName, type StatementSource, stringsOf } from './postgres-source';
import {
  extractConstraint,
  extractTableElements,
  isNull,
  readType,
  type TableParts,
  textBehind,
} from './postgres-table';

/** The subcommands of ALTER TABLE that change columns, keys or indexes; storage, ownership and triggers do not matter. */
export function extractAlterTable(
  statement: NodeBody<'AlterTableStmt'>,
  source: StatementSource,
): readonly SchemaStep[] {
  const table = relationName(statement.relation);
  if (statement.objtype === 'OBJECT_FOREIGN_TABLE') {
    return [{ kind: 'opaque', table, reason: 'a foreign table is changed', span: source.span }];
  }
  if (statement.objtype !== 'OBJECT_TABLE') return [];
  const commands = bodiesOf(statement.cmds, 'AlterTableCmd');
  const spans = commandSpans(statement, source);
  const target = { table, only: statement.relation?.inh !== true };
  const steps = commands.flatMap((command, n) =>
    commandSteps(command, target, spans.length === commands.length ? (spans[n] ?? source.span) : source.span, source),
  );
  return steps.length > 1 ? [...steps].sort((a, b) => passOf(a) - passOf(b)) : steps;
}

/** The table a command is for; `only`: not for its partitions and the tables that inherit from it. */
interface Target {
  readonly table: QualifiedName;
  readonly only: boolean;
}

/**
 * PostgreSQL runs the commands of one statement in passes, not as they are written: what is dropped goes first
 * (AT_PASS_DROP and what follows it in commands/tablecmds.c; the order within a pass is the written one).
 */
function passOf(step: SchemaStep): number {
  switch (step.kind) {
    case 'drop-column':
    case 'drop-constraint':
      return 0;
    case 'alter-column':
      if (step.type !== undefined) return 1;
      if (step.nullable !== undefined) return step.nullable ? 0 : 3;
      // DROP DEFAULT, DROP IDENTITY, DROP EXPRESSION against their opposites.
      return step.defaultText === null || step.generated === null ? 0 : 6;
    case 'add-column':
      return 2;
    case 'index-to-constraint':
      return 4;
    case 'add-index':
      return 5;
    case 'add-foreign-key':
      return 6;
    default:
      return 7;
  }
}

function commandSteps(
  command: NodeBody<'AlterTableCmd'>,
  target: Target,
  span: Span,
  source: StatementSource,
): readonly SchemaStep[] {
  const { table } = target;
  const column = command.name ?? '';
  switch (command.subtype) {
    case 'AT_AddColumn': {
      if (command.def === undefined) return [];
      const parts = extractTableElements([command.def], source);
      return [
        ...parts.columns.map(fact => ({ kind: 'add-column' as const, table, column: fact, span })),
        ...keySteps(parts, target, span),
      ];
    }
    case 'AT_DropColumn':
      return [
        {
          kind: 'drop-column',
          table,
          column,
          ...(command.behavior === 'DROP_CASCADE' ? { cascade: true } : {}),
          span,
        },
      ];
    case 'AT_AlterColumnType': {
      const typeName = bodyOf(command.def, 'ColumnDef')?.typeName;
      if (typeName === undefined) return [];
      const { text, list, databaseType, span: typeSpan } = readType(typeName, source);
      return [{ kind: 'alter-column', table, column, type: text + (list ? '[]' : ''), databaseType, typeSpan, span }];
    }
    case 'AT_SetNotNull':
      return [{ kind: 'alter-column', table, column, nullable: false, span }];
    case 'AT_DropNotNull':
      return [{ kind: 'alter-column', table, column, nullable: true, span }];
    case 'AT_ColumnDefault': {
      const isNone = command.def === undefined || isNull(command.def);
      const defaultText = isNone ? null : textBehind(DEFAULT, span, source);
      return [{ kind: 'alter-column', table, column, defaultText, span }];
    }
    case 'AT_AddIdentity':
      return [{ kind: 'alter-column', table, column, generated: 'identity', span }];
    case 'AT_DropIdentity':
    case 'AT_DropExpression':
      return [{ kind: 'alter-column', table, column, generated: null, span }];
    case 'AT_SetExpression':
      return [{ kind: 'alter-column', table, column, defaultText: textBehind(AS, span, source), span }];
    case 'AT_AddConstraint': {
      const constraint = bodyOf(command.def, 'Constraint');
      return constraint === undefined ? [] : constraintSteps(constraint, target, span, source);
    }
    case 'AT_DropConstraint':
      return [{ kind: 'drop-constraint', table, name: column, span }];
    case 'AT_AttachPartition':
    case 'AT_DetachPartition': {
      const partition = relationName(bodyOf(command.def, 'PartitionCmd')?.name);
      const kind = command.subtype === 'AT_AttachPartition' ? 'attach-partition' : 'detach-partition';
      return [{ kind, table, partition, span }];
    }
    case 'AT_AddInherit':
    case 'AT_DropInherit': {
      const parent = relationName(bodyOf(command.def, 'RangeVar'));
      return [{ kind: command.subtype === 'AT_AddInherit' ? 'inherit' : 'no-inherit', table, parent, span }];
    }
    default:
      return [];
  }
}

function constraintSteps(
  constraint: NodeBody<'Constraint'>,
  target: Target,
  span: Span,
  source: StatementSource,
): readonly SchemaStep[] {
  const { table } = target;
  if (constraint.contype === 'CONSTR_NOTNULL') {
    const [column] = stringsOf(constraint.keys);
    return column === undefined ? [] : [{ kind: 'alter-column', table, column, nullable: false, span }];
  }
  const start = source.offset(constraint.location);
  if (constraint.indexname !== undefined) {
    return [
      {
        kind: 'index-to-constraint',
        table,
        index: constraint.indexname,
        constraint: constraint.contype === 'CONSTR_PRIMARY' ? 'primary' : 'unique',
        ...(constraint.conname === undefined ? {} : { name: constraint.conname }),
        span,
      },
    ];
  }
  return keySteps(extractConstraint(constraint, { start, end: Math.max(span.end, start) }, source), target, span);
}

function keySteps(
  parts: Pick<TableParts, 'indexes' | 'foreignKeys'>,
  { table, only }: Target,
  span: Span,
): readonly SchemaStep[] {
  return [
    ...parts.indexes.map(index => ({
      kind: 'add-index' as const,
      table,
      index,
      concurrently: false,
      ifNotExists: false,
      ...(only ? { only } : {}),
      span,
    })),
    ...parts.foreignKeys.map(foreignKey => ({ kind: 'add-foreign-key' as const, table, foreignKey, span })),
  ];
}

/** Subcommands are separated by commas behind the table's name. */
function commandSpans(statement: NodeBody<'AlterTableStmt'>, source: StatementSource): readonly Span[] {
  const name = source.nameSpan(source.offset(statement.relation?.location));
  let index = source.indexAt(name.end);
  // ONLY (t), t *
  while (source.wordAt(index) === '*' || source.wordAt(index) === ')') index++;
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

const DEFAULT = new Set(['DEFAULT']);
const AS = new Set(['AS']);
