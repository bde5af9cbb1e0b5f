import type { FunctionId } from '../core/facts/calls';
import type { ReadDdl } from '../core/facts/migrations';
import type { ParameterizeSql, ReadSql } from '../core/facts/sql-template';
import type { Library } from '../core/library';
import type { CodeFunction, CodeUnit, Model, Table } from '../core/model';
import { type Database, tableKey } from '../core/project';
import type { Query } from '../core/query';
import type { UnitId } from '../core/text';
import type { Uri } from '../core/uri';
import { createCodeUnit } from './calls/code-unit';
import { buildSummary } from './calls/summaries';
import { valueTypeOf } from './calls/value-type';
import { type Constants, createConstants } from './handles/constants';
import type { UnitPlace } from './handles/entity';
import { createResolutionContext } from './handles/resolution-context';
import { createResolver, type Resolver } from './handles/resolver';
import { createSourceContexts } from './handles/source-context';
import type { ModelInputs } from './inputs';
import { databaseOf as databaseAround } from './project/database-of';
import { roleOf } from './project/file-role';
import { buildQueries } from './queries/queries';
import { createSqlText } from './queries/sql-text';
import { sqlTextsIn } from './queries/sql-texts';
import { type LocatedTableQuery, tableQueriesOf, tableQueryOf } from './queries/table-queries';
import { createCodeSchemas } from './schema/code-schemas';
import { createDdlTexts } from './schema/ddl-texts';
import { type DatabaseSchema, defaultSchemaOf, schemaOf } from './schema/tables';
import type { Graph } from './tracking';

/** The model with what the engine needs to know about where things stand. Every answer is tracked. */
export interface WorkspaceModel extends Model {
  /** The tables of which any part stands in the file: the declaration, a column, an index, a foreign key. */
  tablesIn(uri: Uri): readonly Table[];
  functionsIn(uri: Uri, unit: UnitId): readonly CodeFunction[];
  /** What the queries of a unit ask of which tables; the sum over all files is what `queriesOn` gives. */
  tableQueriesIn(uri: Uri, unit: UnitId): readonly LocatedTableQuery[];
  /** The units of a file that ask a database anything: most do not, and rules of queries need not look at them. */
  queryUnitsIn(uri: Uri): readonly UnitId[];
  /** Those among them in which SQL text stands. */
  sqlUnitsIn(uri: Uri): readonly UnitId[];
}

export interface ModelDependencies {
  readonly libraries: readonly Library[];
  readonly readSql: ReadSql;
  readonly parameterizeSql: ParameterizeSql;
  readonly readDdl: ReadDdl;
}

export function createModel(graph: Graph, inputs: ModelInputs, deps: ModelDependencies): WorkspaceModel {
  const context = createResolutionContext(graph, inputs, deps.libraries);
  const resolver: Resolver = createResolver(context);
  const constants: Constants = createConstants(context);
  const queryCalls = new Set(deps.libraries.flatMap(library => library.queryCalls));
  const codeUnits = new WeakMap<object, CodeUnit>();
  const sqlText = createSqlText(constants, codeUnitAt);
  const codeSchemas = createCodeSchemas(
    inputs,
    deps.libraries,
    createSourceContexts(context, constants),
    createDdlTexts(sqlText, deps.readDdl),
  );

  function codeUnitAt(at: UnitPlace): CodeUnit | undefined {
    const facts = inputs.unit(at.uri, at.unit);
    if (facts?.kind !== 'code') return undefined;
    let unit = codeUnits.get(facts);
    if (!unit) {
      unit = createCodeUnit(at, facts.code);
      codeUnits.set(facts, unit);
    }
    // Two files with the same text share their facts.
    return unit.uri === at.uri ? unit : createCodeUnit(at, facts.code);
  }

  const databaseOf = (id: string): Database | undefined =>
    inputs.project.databases.find(database => database.id === id);

  const schemaOfDatabase = (id: string): DatabaseSchema => schemaOf(id, { inputs, graph, codeSchemas });
  const tablesOfDatabase = (id: string): readonly Table[] =>
    graph.derive('tables', id, () => schemaOfDatabase(id).tables);

  function tableWhere(
    family: string,
    database: string,
    name: string,
    fits: (table: Table) => boolean,
  ): Table | undefined {
    return graph.derive(family, `${database} ${name}`, () => tablesOfDatabase(database).find(fits));
  }

  function queriesIn(uri: Uri, unit: UnitId): readonly Query[] {
    return graph.derive('queries', `${uri}\u0000${unit}`, () => {
      const facts = inputs.unit(uri, unit);
      const calls = facts?.kind === 'code' ? facts.code.calls : [];
      // Most units ask no database anything: their names alone say so.
      const code =
        calls.some(({ links }) => links.some(({ name }) => queryCalls.has(name))) && codeUnitAt({ uri, unit });
      if (!code) return [];
      return buildQueries(code, {
        resolver,
        sqlText,
        queryCalls,
        tableByLogicalName: model.tableByLogicalName,
        isDescribed: id => graph.derive('described', id, () => tablesOfDatabase(id).length > 0),
      });
    });
  }

  /** Scripts, seeds and tests run seldom and on little; migrations run once. */
  function tableQueriesIn(uri: Uri, unit: UnitId): readonly LocatedTableQuery[] {
    if (model.role(uri) !== 'source' || inputs.project.migrationSets.some(({ files }) => files.includes(uri)))
      return [];
    return [
      ...queriesIn(uri, unit).flatMap(query => {
        const table = query.table && model.table(query.table);
        return table ? [{ table: table.ref, query: tableQueryOf(query, table) }] : [];
      }),
      ...model.sqlIn(uri, unit).flatMap(text => tableQueriesOf(text, { table: model.table, defaultSchema })),
    ];
  }

  function defaultSchema(id: string): string {
    const database = databaseOf(id);
    return database ? defaultSchemaOf(database) : '';
  }

  const model: WorkspaceModel = {
    get project() {
      return inputs.project;
    },
    tables: tablesOfDatabase,
    table: ref => tableWhere('table', ref.database, tableKey(ref), table => tableKey(table.ref) === tableKey(ref)),
    tableByLogicalName: (database, name) =>
      tableWhere('table-by-name', database, name, ({ logicalName }) => lowerFirst(logicalName) === lowerFirst(name)),
    query(id) {
      const [uri, unit] = id.split('\u0000');
      return uri === undefined || unit === undefined ? undefined : queriesIn(uri, unit).find(query => query.id === id);
    },
    queriesIn,
    summary: (uri: Uri, unit: UnitId, fn: FunctionId) =>
      graph.derive('summary', `${uri}\u0000${unit}\u0000${fn}`, () => {
        const code = codeUnitAt({ uri, unit });
        return code && buildSummary(code, queriesIn(uri, unit), fn);
      }),
    role(uri) {
      const root = inputs.project.roots.find(folder => uri.startsWith(`${folder}/`));
      return roleOf(root === undefined ? uri : uri.slice(root.length + 1));
    },
    databaseOf: (uri, dialect) => databaseAround(uri, dialect, inputs.project),
    sqlIn: (uri, unit) =>
      sqlTextsIn(uri, unit, { inputs, queriesIn, readSql: deps.readSql, databaseOf: model.databaseOf }),
    enums: id => graph.derive('enums', id, () => schemaOfDatabase(id).enums),
    isComplete: id => graph.derive('complete', id, () => schemaOfDatabase(id).complete),
    queriesOn: ref => inputs.tableQueries(tableKey(ref)),
    tableQueriesIn,
    queryUnitsIn: uri =>
      graph.derive('query-units', uri, () =>
        inputs.units(uri).filter(unit => {
          const facts = inputs.unit(uri, unit);
          return facts?.kind === 'statement' ? facts.queries.length > 0 : queriesIn(uri, unit).length > 0;
        }),
      ),
    sqlUnitsIn: uri =>
      graph.derive('sql-units', uri, () =>
        model.queryUnitsIn(uri).filter(unit => {
          const facts = inputs.unit(uri, unit);
          return facts?.kind === 'statement' || queriesIn(uri, unit).some(({ raw }) => raw !== undefined);
        }),
      ),
    readSql: deps.readSql,
    parameterizeSql: deps.parameterizeSql,
    code: (uri, unit) => codeUnitAt({ uri, unit }),
    constant: (uri, unit, value) => constants.locate({ uri, unit }, value),
    valueType: (uri, unit, value) => valueTypeOf({ uri, unit }, value, { constants, resolver, codeUnit: codeUnitAt }),
    tablesIn: uri =>
      graph.derive('tables-in', uri, () =>
        inputs.project.databases
          .filter(database => describes(database, uri, inputs))
          .flatMap(database => tablesOfDatabase(database.id).filter(table => standsIn(table, uri))),
      ),
    unitsIn: inputs.units,
    functionsIn(uri, unit) {
      const facts = inputs.unit(uri, unit);
      return facts?.kind === 'code' ? facts.code.functions.map(fact => ({ uri, unit, fact })) : [];
    },
    statement(uri, unit) {
      const facts = inputs.unit(uri, unit);
      return facts?.kind === 'statement'
        ? { uri, unit, steps: facts.steps, queries: facts.queries, dialect: facts.dialect }
        : undefined;
    },
  };
  return model;
}

/** A Prisma client spells the model `OrderItem` as `orderItem`. */
function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function describes(database: Database, uri: Uri, inputs: ModelInputs): boolean {
  if (database.schemaFiles.includes(uri)) return true;
  return inputs.project.migrationSets.some(set => set.database === database.id && set.files.includes(uri));
}

/** A table that nobody manages is no rule's concern: it stands nowhere. */
function standsIn(table: Table, uri: Uri): boolean {
  if (table.unmanaged) return false;
  return (
    table.place.uri === uri ||
    table.foreignKeys.some(({ place }) => place.uri === uri) ||
    table.indexes.some(({ place }) => place.uri === uri) ||
    table.columns.some(({ place }) => place.uri === uri)
  );
}
