import type { Node } from 'libpg-query';
import type { QualifiedName, SchemaStep } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import { extractAlterTable } from './postgres-alter-table';
import { extractDoBlock } from './postgres-do-block';
import { extractIndex } from './postgres-index';
import {
  bodiesOf,
  bodyOf,
  type NodeBody,
  qualifiedName,
  relationName,
  type StatementSource,
  stringsOf,
} from './postgres-source';
import { extractTableElements } from './postgres-table';

/** What one parsed statement does to the schema. A statement that does not touch it has no steps. */
export function extractSteps(node: Node, source: StatementSource): readonly SchemaStep[] {
  const span = source.span;
  const create = bodyOf(node, 'CreateStmt');
  if (create !== undefined) return [createTable(create, source)];
  const alter = bodyOf(node, 'AlterTableStmt');
  if (alter !== undefined) return extractAlterTable(alter, source);
  const index = bodyOf(node, 'IndexStmt');
  if (index !== undefined) {
    const table = relationName(index.relation);
    const concurrently = index.concurrent === true;
    const ifNotExists = index.if_not_exists === true;
    return [{ kind: 'add-index', table, index: extractIndex(index, source), concurrently, ifNotExists, span }];
  }
  const drop = bodyOf(node, 'DropStmt');
  if (drop !== undefined) return dropSteps(drop, span);
  const rename = bodyOf(node, 'RenameStmt');
  if (rename !== undefined) return renameSteps(rename, span);
  const move = bodyOf(node, 'AlterObjectSchemaStmt');
  if (move?.objectType === 'OBJECT_TABLE') {
    return [{ kind: 'move-table', table: relationName(move.relation), toSchema: move.newschema ?? '', span }];
  }
  const enumeration = bodyOf(node, 'CreateEnumStmt');
  if (enumeration !== undefined) {
    const name = qualifiedName(stringsOf(enumeration.typeName));
    return [{ kind: 'create-enum', name, values: stringsOf(enumeration.vals), span }];
  }
  const createAs = bodyOf(node, 'CreateTableAsStmt');
  if (createAs?.objtype === 'OBJECT_TABLE') {
    return createdFromQuery(createAs.into?.rel, createAs.if_not_exists === true, source);
  }
  const selectInto = bodyOf(node, 'SelectStmt')?.intoClause;
  if (selectInto !== undefined) return createdFromQuery(selectInto.rel, false, source);
  const schema = bodyOf(node, 'CreateSchemaStmt');
  if (schema !== undefined) {
    const steps = (schema.schemaElts ?? []).flatMap(element => extractSteps(element, source));
    return steps.map(step => inSchema(step, schema.schemaname));
  }
  const block = bodyOf(node, 'DoStmt');
  return block === undefined ? [] : extractDoBlock(source, extractSteps);
}

function createTable(statement: NodeBody<'CreateStmt'>, source: StatementSource): SchemaStep {
  const table = relationName(statement.relation);
  const elements = statement.tableElts ?? [];
  const inherits =
    (statement.inhRelations ?? []).length > 0 ||
    statement.ofTypename !== undefined ||
    statement.partbound !== undefined;
  const { columns, indexes, foreignKeys } = extractTableElements(elements, table, source);
  return {
    kind: 'create-table',
    table,
    ifNotExists: statement.if_not_exists === true,
    temporary: statement.relation?.relpersistence === 't',
    columns,
    indexes,
    foreignKeys,
    complete: !inherits && bodiesOf(elements, 'TableLikeClause').length === 0,
    nameSpan: source.nameSpan(source.offset(statement.relation?.location)),
    span: source.span,
  };
}

function createdFromQuery(
  relation: NodeBody<'RangeVar'> | undefined,
  ifNotExists: boolean,
  source: StatementSource,
): readonly SchemaStep[] {
  if (relation === undefined) return [];
  const step: SchemaStep = {
    kind: 'create-table',
    table: relationName(relation),
    ifNotExists,
    temporary: relation.relpersistence === 't',
    columns: [],
    indexes: [],
    foreignKeys: [],
    complete: false,
    nameSpan: source.nameSpan(source.offset(relation.location)),
    span: source.span,
  };
  return [step];
}

function dropSteps(statement: NodeBody<'DropStmt'>, span: Span): readonly SchemaStep[] {
  const names = (statement.objects ?? []).map(object => {
    const items = bodyOf(object, 'List')?.items;
    return qualifiedName(stringsOf(items ?? [object]));
  });
  switch (statement.removeType) {
    case 'OBJECT_TABLE':
      return names.map(table => ({ kind: 'drop-table', table, span }));
    case 'OBJECT_INDEX':
      return names.map(index => ({ kind: 'drop-index', index, span }));
    default:
      return [];
  }
}

function renameSteps(statement: NodeBody<'RenameStmt'>, span: Span): readonly SchemaStep[] {
  const relation: QualifiedName = relationName(statement.relation);
  const to = statement.newname ?? '';
  const name = statement.subname ?? '';
  switch (statement.renameType) {
    case 'OBJECT_TABLE':
      return [{ kind: 'rename-table', table: relation, to, span }];
    case 'OBJECT_INDEX':
      return [{ kind: 'rename-index', index: relation, to, span }];
    case 'OBJECT_COLUMN':
      if (statement.relationType !== 'OBJECT_TABLE') return [];
      return [{ kind: 'rename-column', table: relation, column: name, to, span }];
    case 'OBJECT_TABCONSTRAINT':
      return [{ kind: 'rename-constraint', table: relation, name, to, span }];
    default:
      return [];
  }
}

/** CREATE SCHEMA s CREATE TABLE t …: what is named without a schema belongs to the new one. */
function inSchema(step: SchemaStep, schema: string | undefined): SchemaStep {
  if (schema === undefined || !('table' in step) || step.table === undefined) return step;
  if (step.table.schema !== undefined) return step;
  return { ...step, table: { schema, name: step.table.name } };
}
