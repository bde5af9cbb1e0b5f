import type { Node } from 'libpg-query';
import type { SchemaStep } from '../../../core/facts/migrations';
import type { Span } from '../../../core/text';
import {
  bodiesOf,
  type NodeBody,
  namedObject,
  qualifiedName,
  relationName,
  stringsOf,
  tagged,
} from './postgres-source';
import { formatType } from './postgres-type';

/** What a statement does to things by their names: drops, renames, moves, types, schemas, extensions. */
export function extractObjectSteps(node: Node, span: Span): readonly SchemaStep[] {
  const { tag, body } = tagged(node);
  switch (tag) {
    case 'DropStmt':
      return dropSteps(body, span);
    case 'RenameStmt':
      return renameSteps(body, span);
    case 'AlterObjectSchemaStmt':
      return moveSteps(body, span);
    case 'AlterEnumStmt':
      return enumSteps(body, span);
    case 'CreateEnumStmt': {
      const name = qualifiedName(stringsOf(body.typeName));
      return [{ kind: 'create-enum', name, values: stringsOf(body.vals), span }];
    }
    case 'CreateDomainStmt': {
      const notNull = bodiesOf(body.constraints, 'Constraint').some(({ contype }) => contype === 'CONSTR_NOTNULL');
      const name = qualifiedName(stringsOf(body.domainname));
      return [{ kind: 'create-type', name, baseType: formatType(body.typeName), notNull, span }];
    }
    case 'CompositeTypeStmt':
      return [{ kind: 'create-type', name: relationName(body.typevar), notNull: false, span }];
    case 'CreateRangeStmt':
      return [{ kind: 'create-type', name: qualifiedName(stringsOf(body.typeName)), notNull: false, span }];
    case 'DefineStmt':
      if (body.kind !== 'OBJECT_TYPE') return [];
      return [{ kind: 'create-type', name: qualifiedName(stringsOf(body.defnames)), notNull: false, span }];
    case 'CreateExtensionStmt':
      return [{ kind: 'create-extension', name: body.extname ?? '', span }];
    case 'ImportForeignSchemaStmt':
      return [{ kind: 'opaque', reason: 'tables of another server are imported', span }];
    default:
      return [];
  }
}

function dropSteps(statement: NodeBody<'DropStmt'>, span: Span): readonly SchemaStep[] {
  const names = (statement.objects ?? []).map(namedObject);
  switch (statement.removeType) {
    case 'OBJECT_TABLE':
      return names.map(table => ({ kind: 'drop-table', table, span }));
    case 'OBJECT_INDEX':
      return names.map(index => ({ kind: 'drop-index', index, span }));
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_FOREIGN_TABLE':
      return names.map(view => ({ kind: 'drop-view', view, span }));
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      return names.map(name => ({ kind: 'drop-type', name, span }));
    case 'OBJECT_SCHEMA':
      return names.map(({ name }) => ({ kind: 'drop-schema', name, span }));
    default:
      return [];
  }
}

function renameSteps(statement: NodeBody<'RenameStmt'>, span: Span): readonly SchemaStep[] {
  const relation = relationName(statement.relation);
  const to = statement.newname ?? '';
  const name = statement.subname ?? '';
  switch (statement.renameType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_FOREIGN_TABLE':
      return [{ kind: 'rename-table', table: relation, to, span }];
    case 'OBJECT_INDEX':
      return [{ kind: 'rename-index', index: relation, to, span }];
    case 'OBJECT_COLUMN':
      return [{ kind: 'rename-column', table: relation, column: name, to, span }];
    case 'OBJECT_TABCONSTRAINT':
      return [{ kind: 'rename-constraint', table: relation, name, to, span }];
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      return [{ kind: 'rename-type', name: namedObject(statement.object), to, span }];
    case 'OBJECT_SCHEMA':
      return [{ kind: 'rename-schema', name, to, span }];
    default:
      return [];
  }
}

function moveSteps(statement: NodeBody<'AlterObjectSchemaStmt'>, span: Span): readonly SchemaStep[] {
  const toSchema = statement.newschema ?? '';
  switch (statement.objectType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_FOREIGN_TABLE':
      return [{ kind: 'move-table', table: relationName(statement.relation), toSchema, span }];
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      return [{ kind: 'move-type', name: namedObject(statement.object), toSchema, span }];
    default:
      return [];
  }
}

function enumSteps(statement: NodeBody<'AlterEnumStmt'>, span: Span): readonly SchemaStep[] {
  const name = qualifiedName(stringsOf(statement.typeName));
  const value = statement.newVal ?? '';
  if (statement.oldVal !== undefined) {
    return [{ kind: 'rename-enum-value', name, value: statement.oldVal, to: value, span }];
  }
  const neighbor = statement.newValNeighbor;
  const place =
    neighbor === undefined ? {} : statement.newValIsAfter === true ? { after: neighbor } : { before: neighbor };
  const ifNotExists = statement.skipIfNewValExists === true;
  return [{ kind: 'add-enum-value', name, value, ifNotExists, ...place, span }];
}
