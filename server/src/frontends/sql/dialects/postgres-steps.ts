import type { Node } from 'libpg-query';
import type { LikeClause, PartitionKey, SchemaStep } from '../../../core/facts/migrations';
import { extractAlterTable } from './postgres-alter-table';
import { extractDoBlock } from './postgres-do-block';
import { extractIndex, extractPartitionColumn } from './postgres-index';
import { extractObjectSteps } from './postgres-object-steps';
import { columnsOfQuery } from './postgres-output-names';
import { extractSearchPath } from './postgres-search-path';
import { bodiesOf, type NodeBody, relationName, type StatementSource, stringsOf, tagged } from './postgres-source';
import { extractTableElements } from './postgres-table';
import { readsOfView } from './postgres-view-reads';

/** What one parsed statement does to the schema. A statement that does not touch it has no steps. */
export function extractSteps(node: Node, source: StatementSource): readonly SchemaStep[] {
  const { tag, body } = tagged(node);
  switch (tag) {
    case 'CreateStmt':
      return [createTable(body, source)];
    case 'AlterTableStmt':
      return extractAlterTable(body, source);
    case 'IndexStmt':
      return [createIndex(body, source)];
    case 'CreateTableAsStmt':
      return createdFromQuery(body, source);
    case 'SelectStmt':
      if (body.intoClause === undefined) return extractSearchPath(node, source.span);
      return createdFromQuery({ into: body.intoClause, objtype: 'OBJECT_TABLE' }, source);
    case 'VariableSetStmt':
      return extractSearchPath(node, source.span);
    case 'ViewStmt':
      return [createView(body, source)];
    case 'CreateForeignTableStmt':
      return foreignTable(body, source);
    case 'CreateSchemaStmt':
      return createSchema(body, source);
    case 'DoStmt':
      return extractDoBlock(source, extractSteps);
    default:
      return extractObjectSteps(node, source.span);
  }
}

function createIndex(statement: NodeBody<'IndexStmt'>, source: StatementSource): SchemaStep {
  return {
    kind: 'add-index',
    table: relationName(statement.relation),
    index: extractIndex(statement, source),
    concurrently: statement.concurrent === true,
    ifNotExists: statement.if_not_exists === true,
    ...(statement.relation?.inh === true ? {} : { only: true }),
    span: source.span,
  };
}

function createTable(statement: NodeBody<'CreateStmt'>, source: StatementSource): SchemaStep {
  const table = relationName(statement.relation);
  const elements = statement.tableElts ?? [];
  const like = bodiesOf(elements, 'TableLikeClause').map(likeClause);
  const [parent, ...parents] = bodiesOf(statement.inhRelations, 'RangeVar').map(relationName);
  const isPartition = statement.partbound !== undefined;
  return {
    kind: 'create-table',
    table,
    ifNotExists: statement.if_not_exists === true,
    temporary: statement.relation?.relpersistence === 't',
    ...extractTableElements(elements, source),
    complete: statement.ofTypename === undefined,
    ...(like.length === 0 ? {} : { like }),
    ...(parent === undefined || isPartition ? {} : { inherits: [parent, ...parents] }),
    ...(parent !== undefined && isPartition ? { partitionOf: parent } : {}),
    ...(statement.partspec === undefined ? {} : { partitionBy: partitionKey(statement.partspec, source) }),
    nameSpan: source.nameSpan(source.offset(statement.relation?.location)),
    span: source.span,
  };
}

/** The bits of TableLikeOption in nodes/parsenodes.h. */
function likeClause({ relation, options = 0 }: NodeBody<'TableLikeClause'>): LikeClause {
  const has = (bit: number): boolean => (options & (1 << bit)) !== 0;
  return { table: relationName(relation), defaults: has(3), generated: has(4), identity: has(5), indexes: has(6) };
}

function partitionKey(spec: NodeBody<'PartitionSpec'>, source: StatementSource): PartitionKey {
  const strategy = STRATEGIES[spec.strategy ?? ''] ?? 'range';
  const columns = bodiesOf(spec.partParams, 'PartitionElem').map(part => extractPartitionColumn(part, source));
  return { strategy, columns };
}

/** CREATE TABLE AS, SELECT INTO, CREATE MATERIALIZED VIEW. */
function createdFromQuery(statement: NodeBody<'CreateTableAsStmt'>, source: StatementSource): readonly SchemaStep[] {
  const relation = statement.into?.rel;
  if (relation === undefined) return [];
  const ifNotExists = statement.if_not_exists === true;
  const temporary = relation.relpersistence === 't';
  const nameSpan = source.nameSpan(source.offset(relation.location));
  const { span } = source;
  if (statement.objtype === 'OBJECT_MATVIEW') {
    const columns = renamed(columnsOfQuery(statement.query), stringsOf(statement.into?.colNames));
    return [
      {
        kind: 'create-view',
        view: relationName(relation),
        materialized: true,
        replace: false,
        temporary,
        ...(columns === undefined ? {} : { columns }),
        reads: readsOfView(statement.query),
        ifNotExists,
        nameSpan,
        span,
      },
    ];
  }
  return [
    {
      kind: 'create-table',
      table: relationName(relation),
      ifNotExists,
      temporary,
      columns: [],
      indexes: [],
      foreignKeys: [],
      complete: false,
      nameSpan,
      span,
    },
  ];
}

function createView(statement: NodeBody<'ViewStmt'>, source: StatementSource): SchemaStep {
  const columns = renamed(columnsOfQuery(statement.query), stringsOf(statement.aliases));
  return {
    kind: 'create-view',
    view: relationName(statement.view),
    materialized: false,
    replace: statement.replace === true,
    temporary: statement.view?.relpersistence === 't',
    ...(columns === undefined ? {} : { columns }),
    reads: readsOfView(statement.query),
    ifNotExists: false,
    nameSpan: source.nameSpan(source.offset(statement.view?.location)),
    span: source.span,
  };
}

/** A view may name the first of its columns itself. */
function renamed(columns: readonly string[] | undefined, names: readonly string[]): readonly string[] | undefined {
  return columns === undefined ? undefined : [...names, ...columns.slice(names.length)];
}

function foreignTable(statement: NodeBody<'CreateForeignTableStmt'>, source: StatementSource): readonly SchemaStep[] {
  const base = statement.base;
  if (base === undefined) return [];
  const elements = base.tableElts ?? [];
  const own = elements.every(element => 'ColumnDef' in element || 'Constraint' in element);
  const columns = bodiesOf(elements, 'ColumnDef').flatMap(column => column.colname ?? []);
  return [
    {
      kind: 'create-view',
      view: relationName(base.relation),
      materialized: false,
      replace: false,
      temporary: false,
      ...(own && (base.inhRelations ?? []).length === 0 ? { columns } : {}),
      ifNotExists: base.if_not_exists === true,
      nameSpan: source.nameSpan(source.offset(base.relation?.location)),
      span: source.span,
    },
  ];
}

function createSchema(statement: NodeBody<'CreateSchemaStmt'>, source: StatementSource): readonly SchemaStep[] {
  const name = statement.schemaname ?? statement.authrole?.rolename;
  if (name === undefined) return [];
  const steps = (statement.schemaElts ?? []).flatMap(element => extractSteps(element, source));
  return [{ kind: 'create-schema', name, span: source.span }, ...steps.map(step => inSchema(step, name))];
}

/** CREATE SCHEMA s CREATE TABLE t …: what is named without a schema belongs to the new one. */
function inSchema(step: SchemaStep, schema: string): SchemaStep {
  if (step.kind === 'create-view' && step.view.schema === undefined) {
    return { ...step, view: { schema, name: step.view.name } };
  }
  if (!('table' in step) || step.table === undefined || step.table.schema !== undefined) return step;
  return { ...step, table: { schema, name: step.table.name } };
}

const STRATEGIES: Readonly<Record<string, PartitionKey['strategy']>> = {
  PARTITION_STRATEGY_RANGE: 'range',
  PARTITION_STRATEGY_LIST: 'list',
  PARTITION_STRATEGY_HASH: 'hash',
};
