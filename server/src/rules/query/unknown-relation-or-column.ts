import type { Expression } from '../../core/facts/expression';
import type { SqlBlock, SqlRelation } from '../../core/facts/sql-template';
import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { Model, SqlText, Table } from '../../core/model';
import { nearestName } from '../../core/nearest-name';
import { defineRule } from '../../core/rule';
import { walkExpression } from '../shared/expressions';
import { runsOften } from '../shared/runs-often';
import { quotedName } from '../shared/sql-names';
import {
  buildScopes,
  type ColumnMeaning,
  commonTable,
  resolveColumn,
  type ScopedRelation,
  type SqlScope,
  tableNamed,
} from '../shared/sql-scope';

export const unknownRelationOrColumn = defineRule({
  meta: {
    id: 'query/unknown-relation-or-column',
    summary: 'SQL names a table or column that the schema does not have',
    why: 'The statement fails as soon as it runs. Names without quotes are read in lower case, and an ORM may call a table or column otherwise than the database does.',
    remedy: 'Write the name as the database has it, in double quotes where it holds upper case.',
    severity: 'error',
    engines: ['postgres', 'cockroach'],
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 4.1.1 Identifiers and Key Words',
        url: 'https://www.postgresql.org/docs/17/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS',
      },
    ],
    options: {},
  },
  scope: 'sql',
  check(text, model) {
    const { database, dialect } = text;
    if (database === undefined || (dialect !== 'postgres' && dialect !== 'cockroach')) return [];
    // A schema that is known in part may have what is not known.
    if (!model.isComplete(database) || text.facts.problem !== undefined) return [];
    if (!runsOften(text, model) || makesTables(text, model)) return [];
    const scopes = buildScopes(text, model);
    return scopes.flatMap(scope => [...checkRelations(scope, text, model), ...checkColumns(scope, text, model)]);
  },
});

/** An SQL file beside the schema that makes or changes tables: its statements speak of those. */
function makesTables({ uri, form }: SqlText, model: Model): boolean {
  if (form === 'raw-query' || model.project.migrationSets.some(({ files }) => files.includes(uri))) return false;
  return model
    .unitsIn(uri)
    .some(unit => (model.statement(uri, unit)?.steps ?? []).some(step => !HARMLESS.has(step.kind)));
}

/** Steps that neither make a table or column nor may do so unseen. */
const HARMLESS: ReadonlySet<string> = new Set(['add-index', 'drop-index', 'rename-index']);

/** The connection may lead to another database of the workspace, whatever its type says. */
function existsElsewhere({ database }: SqlText, model: Model, fits: (table: Table) => boolean): boolean {
  return model.project.databases.some(({ id }) => id !== database && model.tables(id).some(fits));
}

function checkRelations(scope: SqlScope, text: SqlText, model: Model): readonly Finding[] {
  return scope.relations.flatMap(({ relation, table }) => {
    const { table: name, start, end } = relation;
    if (table || name === undefined || start === undefined || end === undefined || relation.isFunction) return [];
    if (commonTable(relation, scope.block, scope.parent) || mayExist(relation, text, model)) return [];
    const at = text.at(start, end);
    if (!at) return [];
    const tables = model.tables(text.database ?? '');
    const meant = tableMeant(name, tables);
    // A driver's own connection may lead to another database than the one the files describe.
    const isOnly = model.project.databases.length === 1 && meant !== undefined;
    if (!isOwn(text, model) && !isOnly && !scope.relations.some(other => other.table)) return [];
    const finding: Finding = {
      at,
      message: `The schema has no table \`${qualified(relation)}\`.${suggestion(meant?.ref.name)}`,
      data: { table: name },
      ...(meant ? { fixes: [rename(at, quotedName(meant.ref.name, relation.schema), meant.ref.name)] } : {}),
    };
    return [finding];
  });
}

/** The text says itself whose it is: its client is made from the schema, or its file is a part of it. */
function isOwn({ query, uri }: SqlText, model: Model): boolean {
  if (query) return query.handle.database !== undefined;
  return model.project.migrationSets.some(({ files }) => files.includes(uri));
}

/** Tables that no migration of the project creates: the system's, an extension's, a tool's own, temporary ones. */
function mayExist(relation: SqlRelation, text: SqlText, model: Model): boolean {
  const { schema, table: name = '' } = relation;
  if (tableNamed(relation, text, model)) return true;
  const tables = model.tables(text.database ?? '');
  if (schema !== undefined && !tables.some(table => table.ref.schema === schema)) return true;
  // A trigger function reads the tables that its trigger names (REFERENCING OLD TABLE AS …), others what callers make.
  if (schema === undefined && text.form === 'function') return true;
  // Without a schema the search path decides, and it may hold more than the default.
  if (schema === undefined && tables.some(table => table.ref.name === name)) return true;
  if (
    /^(?:pg_|_)|migration|^spatial_ref_sys$|^geo(?:metry|graphy)_columns$|^schema_info$|^SequelizeMeta$|^typeorm_metadata$/i.test(
      name,
    )
  ) {
    return true;
  }
  if (existsElsewhere(text, model, table => table.ref.name === name)) return true;
  // The program makes tables by itself. A block or a call may do so as well; temporary tables have no schema.
  const makers: ReadonlySet<string> = new Set(schema === undefined ? ['ddl', 'other'] : ['ddl']);
  return model
    .unitsIn(text.uri)
    .some(unit => model.sqlIn(text.uri, unit).some(({ facts }) => makers.has(facts.statement)));
}

/** The model of that name is stored under another one, the name needs quotes, or it is misspelt. */
function tableMeant(name: string, tables: readonly Table[]): Table | undefined {
  const lower = name.toLowerCase();
  const byName = tables.find(({ ref }) => ref.name.toLowerCase() === lower);
  const byModel = tables.find(({ logicalName }) => logicalName.toLowerCase() === lower);
  const near = nearestName(
    name,
    tables.map(({ ref }) => ref.name),
  );
  return byName ?? byModel ?? tables.find(({ ref }) => ref.name === near);
}

function checkColumns(scope: SqlScope, text: SqlText, model: Model): readonly Finding[] {
  const { block } = scope;
  const named = new Set(block.outputs ?? block.targetNames ?? []);
  const found: Finding[] = [];
  const isElsewhere = (column: string, candidates: readonly ScopedRelation[]): boolean =>
    existsElsewhere(
      text,
      model,
      ({ ref, columns }) =>
        candidates.some(({ table }) => table?.ref.name === ref.name) && columns.some(({ name }) => name === column),
    );
  const look = (expression: Expression, known: ReadonlySet<string>): void => {
    for (const part of walkExpression(expression)) {
      if (part.kind !== 'column') continue;
      const { name, qualifier } = part;
      if (qualifier === undefined && (known.has(name) || text.variables.includes(name))) continue;
      if (qualifier !== undefined && (SPECIAL.has(qualifier) || text.variables.includes(qualifier))) continue;
      const meaning = resolveColumn(scope, part);
      if (meaning.kind === 'missing' && isElsewhere(name, meaning.candidates)) continue;
      // `fn.parameter` and `block.variable`: a function may be named in front of what is its own.
      if (meaning.kind === 'missing-relation' && text.form === 'function') continue;
      const finding = describe(part, meaning, text);
      if (finding) found.push(finding);
    }
  };
  for (const expression of expressionsOf(block)) look(expression, NONE);
  // ORDER BY and GROUP BY may also use the names that results are given.
  // Behind a UNION there are only those names, which come from its branches.
  if (!block.setOperation) for (const { by } of block.orderBy) look(by, named);
  for (const by of block.groupBy ?? []) look(by, named);
  const [target] = scope.relations;
  if (target?.columns && (block.kind === 'insert' || block.kind === 'update')) {
    for (const { name, start, end } of block.columns ?? []) {
      if (target.columns.has(name) || isElsewhere(name, [target])) continue;
      const finding = describe({ kind: 'column', name, start, end }, { kind: 'missing', candidates: [target] }, text);
      if (finding) found.push(finding);
    }
  }
  return found;
}

const NONE: ReadonlySet<string> = new Set();
/** Rows that ON CONFLICT and triggers bring. */
const SPECIAL: ReadonlySet<string> = new Set(['excluded', 'new', 'old']);

function expressionsOf(block: SqlBlock): readonly Expression[] {
  const joins = block.from.flatMap(({ on }) => (on ? [on] : []));
  const single = [block.where, block.having].flatMap(expression => (expression ? [expression] : []));
  // The rows of an INSERT see no columns.
  const targets = block.kind === 'insert' ? [] : block.targets;
  return [...targets, ...joins, ...single, ...(block.returning ?? []), ...(block.others ?? [])];
}

function describe(
  reference: Expression & { readonly kind: 'column' },
  meaning: ColumnMeaning,
  text: SqlText,
): Finding | undefined {
  const at = text.at(reference.start, reference.end);
  if (!at) return undefined;
  const { name, qualifier } = reference;
  if (meaning.kind === 'ambiguous') {
    const holders = meaning.candidates.map(candidate => candidate.name ?? '?');
    return {
      at,
      message: `\`${name}\` is ambiguous: ${holders.map(holder => `\`${holder}\``).join(' and ')} have a column of this name.`,
      data: { column: name, tables: holders },
      fixes: holders.map(holder => rename(at, `${quotedName(holder)}.${quotedName(name)}`, `${holder}.${name}`)),
    };
  }
  if (meaning.kind === 'missing-relation') {
    const names = meaning.candidates.flatMap(candidate => candidate.name ?? []);
    const near = nearestName(qualifier ?? '', names);
    return {
      at,
      message: `The statement has no table or alias \`${qualifier ?? ''}\`.${suggestion(near)}`,
      data: { column: name, qualifier: qualifier ?? '' },
      ...(near === undefined ? {} : { fixes: [rename(at, `${quotedName(near)}.${quotedName(name)}`, near)] }),
    };
  }
  if (meaning.kind !== 'missing') return undefined;
  const tables = meaning.candidates.flatMap(({ table }) => (table ? [table] : []));
  const meant = columnMeant(name, meaning.candidates);
  const prefix = qualifier === undefined ? '' : `${quotedName(qualifier)}.`;
  const where = tables.map(({ ref }) => `\`${ref.name}\``).join(', ');
  return {
    at,
    message: `${where === '' ? 'The statement' : where} has no column \`${name}\`.${suggestion(meant)}`,
    data: { column: name, tables: tables.map(({ ref }) => ref.name) },
    ...(meant === undefined ? {} : { fixes: [rename(at, prefix + quotedName(meant), meant)] }),
  };
}

/** The field of that name is stored under another one, the name needs quotes, or it is misspelt. */
function columnMeant(name: string, candidates: readonly ScopedRelation[]): string | undefined {
  const lower = name.toLowerCase();
  const columns = candidates.flatMap(({ table }) => table?.columns ?? []);
  const known = columns.find(
    column => column.name.toLowerCase() === lower || column.logicalName.toLowerCase() === lower,
  );
  return (
    known?.name ??
    nearestName(
      name,
      candidates.flatMap(candidate => [...(candidate.columns ?? [])]),
    )
  );
}

function rename(at: Finding['at'], newText: string, name: string): FixIntent {
  return { kind: 'edit-sql', title: `Write ${name}`, safety: 'review', at, edits: [{ at, newText }] };
}

function qualified({ schema, table = '' }: SqlRelation): string {
  return schema === undefined ? table : `${schema}.${table}`;
}

function suggestion(name: string | undefined): string {
  return name === undefined ? '' : ` Did you mean \`${name}\`?`;
}
