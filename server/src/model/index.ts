import type { QualifiedName, ReadDdl } from '../core/facts/migrations';
import type { Dialect, ParameterizeSql, ReadSql } from '../core/facts/sql-template';
import type { Library, TableMention } from '../core/library';
import type { CodeFunction, CodeUnit, Model, Table } from '../core/model';
import { type Database, type DatabaseId, tableKey } from '../core/project';
import type { Query } from '../core/query';
import type { UnitId } from '../core/text';
import type { Uri } from '../core/uri';
import { calleesIn } from './calls/callees';
import { createCodeUnit } from './calls/code-unit';
import { type CallGraph, repeatedCallsOf } from './calls/repeated-calls';
import { returnedBy } from './calls/returned-values';
import { valueTypeOf } from './calls/value-type';
import { type Constants, createConstants } from './handles/constants';
import type { UnitPlace } from './handles/entity';
import { createResolutionContext } from './handles/resolution-context';
import { createResolver, type Resolver } from './handles/resolver';
import { createSourceContexts } from './handles/source-context';
import { createMentions, type Mentions } from './handles/table-mentions';
import { type ModelInputs, unitKey } from './inputs';
import { databaseOf as databaseAround } from './project/database-of';
import { databasesAround } from './project/databases-around';
import { roleOf } from './project/file-role';
import { type CallNames, callNamesOf, mayRun } from './queries/call-names';
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
  const constants: Constants = createConstants(context);
  const sourceContexts = createSourceContexts(context, constants);
  const mentions: Mentions = createMentions({
    // Names lead to the same declarations whatever the dialect.
    sourceContext: at => sourceContexts(at, 'postgres', 'default'),
    codeUnit: codeUnitAt,
    value: (at, value) => resolver.value(at, value),
  });
  const resolver: Resolver = createResolver(context, mentions);
  const codeUnits = new WeakMap<object, CodeUnit>();
  const sqlText = createSqlText(constants, codeUnitAt);
  const callGraph: CallGraph = {
    codeUnit: codeUnitAt,
    queriesIn: at => queriesIn(at.uri, at.unit),
    calleesIn: at =>
      graph.derive('callees', `${at.uri}\u0000${at.unit}`, () => {
        const code = codeUnitAt(at);
        return code ? calleesIn(code, resolver) : {};
      }),
  };
  const codeSchemas = createCodeSchemas(inputs, deps.libraries, sourceContexts, createDdlTexts(sqlText, deps.readDdl));

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

  const schemaOfDatabase = (id: string): DatabaseSchema =>
    schemaOf(id, { inputs, graph, codeSchemas, readSql: deps.readSql });
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

  function callNames(): CallNames {
    return graph.derive(
      'call-names',
      '',
      () => callNamesOf(deps.libraries.filter(inputs.isUsed)),
      ({ queryCalls, relations, properties }) => JSON.stringify([[...queryCalls], relations, properties]),
    );
  }

  function queriesIn(uri: Uri, unit: UnitId): readonly Query[] {
    return graph.derive('queries', `${uri}\u0000${unit}`, () => {
      const facts = inputs.unit(uri, unit);
      const calls = facts?.kind === 'code' ? facts.code.calls : [];
      // Most units ask no database anything: their names alone say so.
      const names = calls.length > 0 ? callNames() : undefined;
      const code = names && calls.some(chain => mayRun(chain, names)) && codeUnitAt({ uri, unit });
      if (!code) return [];
      return buildQueries(code, {
        resolver,
        sqlText,
        names,
        mentioned,
        dialectAround,
        callContext: mentions.callContext,
        isDescribed: id => graph.derive('described', id, () => tablesOfDatabase(id).length > 0),
      });
    });
  }

  function dialectAround(uri: Uri): Dialect | undefined {
    const ids = databasesAround(uri, undefined, inputs.project);
    const [dialect, ...others] = new Set(ids.flatMap(id => databaseOf(id)?.dialect ?? []));
    return others.length === 0 ? dialect : undefined;
  }

  function mentioned(uri: Uri, mention: TableMention, dialect?: Dialect, database?: DatabaseId): Table | undefined {
    const ids = database === undefined ? databasesAround(uri, dialect, inputs.project) : [database];
    const found = ids.flatMap(id => tableMentioned(id, mention) ?? []);
    return found.length === 1 ? found[0] : undefined;
  }

  function tableMentioned(database: DatabaseId, mention: TableMention): Table | undefined {
    switch (mention.kind) {
      case 'logical':
        return model.tableByLogicalName(database, mention.name);
      case 'declared':
        return (
          tableWhere('table-by-declaration', database, mention.id, table => table.declaration === mention.id) ??
          model.tableByLogicalName(database, mention.name)
        );
      case 'database': {
        const schema = mention.schema ?? defaultSchema(database);
        return model.table({ database, schema, name: mention.name });
      }
    }
  }

  /** One answer for each unit, so that an edit in one of them does not go through all of its file. */
  function askedIn(uri: Uri, unit: UnitId): 'nothing' | 'queries' | 'sql' {
    return graph.derive('asked', unitKey(uri, unit), () => {
      const facts = inputs.unit(uri, unit);
      if (facts?.kind === 'statement') return facts.queries.length > 0 ? 'sql' : 'nothing';
      const queries = queriesIn(uri, unit);
      if (queries.length === 0) return 'nothing';
      return queries.some(({ raw }) => raw !== undefined) ? 'sql' : 'queries';
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

  function hasTable(database: DatabaseId, { schema, name }: QualifiedName): boolean {
    return model.table({ database, schema: schema ?? defaultSchema(database), name }) !== undefined;
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
    repeatedCallsIn: (uri, unit) =>
      graph.derive('repeated-calls', `${uri}\u0000${unit}`, () => repeatedCallsOf({ uri, unit }, callGraph)),
    role(uri) {
      const root = inputs.project.roots.find(folder => uri.startsWith(`${folder}/`));
      return roleOf(root === undefined ? uri : uri.slice(root.length + 1));
    },
    databaseOf: (uri, dialect, facts) => databaseAround(uri, dialect, inputs.project, hasTable, facts),
    sqlIn: (uri, unit) =>
      sqlTextsIn(uri, unit, { inputs, queriesIn, readSql: deps.readSql, databaseOf: model.databaseOf }),
    enums: id => graph.derive('enums', id, () => schemaOfDatabase(id).enums),
    isComplete: id => graph.derive('complete', id, () => schemaOfDatabase(id).complete),
    queriesOn: ref => inputs.tableQueries(tableKey(ref)),
    tableQueriesIn,
    queryUnitsIn: uri =>
      graph.derive('query-units', uri, () => inputs.units(uri).filter(unit => askedIn(uri, unit) !== 'nothing')),
    sqlUnitsIn: uri =>
      graph.derive('sql-units', uri, () => inputs.units(uri).filter(unit => askedIn(uri, unit) === 'sql')),
    readSql: deps.readSql,
    parameterizeSql: deps.parameterizeSql,
    code: (uri, unit) => codeUnitAt({ uri, unit }),
    constant: (uri, unit, value) => constants.locate({ uri, unit }, value),
    returned: (uri, unit, call) => returnedBy({ uri, unit }, call, callGraph),
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
