import type { Link } from '../../core/facts/calls';
import type { SchemaStep } from '../../core/facts/migrations';
import { type Ddl, type TableElement, tableNamed } from './ddl';
import { type Located, literal, member, members, text, texts } from './evaluate';
import { addColumn, addTimestamps } from './knex-column';
import { addForeignKey, addIndex, addUnique, optionName } from './knex-keys';
import { derivedName, timestampNames } from './knex-names';
import type { Alteration, KnexTable, Parts } from './knex-parts';
import type { KnexArgument } from './knex-types';
import { argument, type MigrationCall, role } from './migration-call';
import { executeCallback } from './program';

export function createKnexTable(
  table: KnexTable,
  callback: Located | undefined,
  ddl: Ddl,
  ifNotExists: boolean,
): readonly SchemaStep[] {
  const parts = readBuilder(table, callback, ddl);
  const elements = [...parts.columns.map(({ element }) => element), ...parts.primary];
  const { name, nameSpan, span } = table;
  const created = ddl.createTable({ table: name, elements, ifNotExists, complete: parts.complete, nameSpan, span });
  return [...parts.before, ...created, ...parts.after];
}

export function alterKnexTable(table: KnexTable, callback: Located | undefined, ddl: Ddl): readonly SchemaStep[] {
  const parts = readBuilder(table, callback, ddl);
  const target = ddl.table(table.name);
  const columns = parts.columns.flatMap(({ element, alters, name }) =>
    alters ? alterColumn(target, name, element, alters, ddl) : ddl.addColumn(table.name, element),
  );
  const primary = parts.primary.flatMap(({ sql, span }) => ddl.steps(`ALTER TABLE ${target} ADD ${sql}`, span));
  const unknown = parts.complete ? [] : [ddl.opaque(table.span, 'a part of the change is not known', table.name)];
  return [...parts.before, ...columns, ...primary, ...parts.after, ...unknown];
}

function readBuilder(table: KnexTable, callback: Located | undefined, ddl: Ddl): Parts {
  const parts: Parts = { before: [], columns: [], primary: [], after: [], complete: true };
  const isTable = (index: number, path: readonly string[]) => (index === 0 ? role('table', path) : undefined);
  const executed = callback && executeCallback(callback, isTable, 'table');
  if (!executed) parts.complete = false;
  for (const call of executed ?? []) {
    if (call.kind === 'unknown' || !call.certain) parts.complete = false;
    else if (call.role === 'table') readBuilderCall(table, call, parts, ddl);
  }
  return parts;
}

function readBuilderCall(table: KnexTable, call: MigrationCall, parts: Parts, ddl: Ddl): void {
  const [first, ...modifiers] = call.links;
  if (!first) return;
  const at: KnexArgument = index => argument(call, first, index);
  const span = call.span;
  const target = ddl.table(table.name);
  const fail = (): void => {
    parts.complete = false;
  };
  const alter = (sql: string): void => void parts.after.push(...ddl.steps(`ALTER TABLE ${target} ${sql}`, span));
  if (first.name === 'timestamps') return addTimestamps(call, first, parts, ddl);
  if (COLUMN.has(first.name)) return addColumn(table, call, first, modifiers, parts, ddl);
  const columns = texts(at(0)) ?? (first.args.length > 0 && allTexts(call, first)) ?? undefined;
  const columnList = columns || undefined;
  switch (first.name) {
    case 'primary': {
      if (!columnList) return fail();
      const name = optionName(at(1), 'constraintName') ?? `${table.name.name}_pkey`;
      parts.primary.push({ sql: `CONSTRAINT ${ddl.quote(name)} PRIMARY KEY (${ddl.columns(columnList)})`, span });
      return;
    }
    case 'unique':
      if (!columnList) return fail();
      return addUnique(table, columnList, at(1), span, parts, ddl);
    case 'index':
      if (!columnList) return fail();
      return addIndex(table, columnList, at(1), at(2), span, parts, ddl);
    case 'foreign':
      if (!columnList) return fail();
      return addForeignKey(table, columnList, text(at(1)), call, modifiers, span, parts, ddl);
    case 'dropColumn':
    case 'dropColumns': {
      const names = allTexts(call, first);
      if (!names) return fail();
      for (const name of names) alter(`DROP COLUMN ${ddl.quote(name)}`);
      return;
    }
    case 'renameColumn': {
      const [from, to] = [text(at(0)), text(at(1))];
      if (from === undefined || to === undefined) return fail();
      return alter(`RENAME COLUMN ${ddl.quote(from)} TO ${ddl.quote(to)}`);
    }
    case 'dropForeign':
    case 'dropForeignIfExists':
      return dropNamed('foreign', text(at(1)));
    case 'dropUnique':
    case 'dropUniqueIfExists':
      return dropNamed('unique', text(at(1)));
    case 'dropIndex': {
      const name = text(at(1)) ?? (columnList && derivedName('index', table.name, columnList));
      if (name === undefined) return fail();
      parts.after.push({
        kind: 'drop-index',
        index: tableNamed(table.name.schema, ddl.identifier(name)),
        table: table.name,
        span,
      });
      return;
    }
    case 'dropPrimary':
    case 'dropPrimaryIfExists':
      return alter(`DROP CONSTRAINT ${ddl.quote(text(at(0)) ?? `${table.name.name}_pkey`)}`);
    case 'dropTimestamps': {
      const camel = literal(at(0)) === true || literal(member(members(at(0)), 'useCamelCase')) === true;
      for (const name of timestampNames(camel)) alter(`DROP COLUMN ${ddl.quote(name)}`);
      return;
    }
    case 'setNullable':
    case 'dropNullable': {
      const name = text(at(0));
      if (name === undefined) return fail();
      return alter(`ALTER COLUMN ${ddl.quote(name)} ${first.name === 'setNullable' ? 'DROP' : 'SET'} NOT NULL`);
    }
    case 'inherits':
      return fail();
    default:
      if (!NO_SHAPE.has(first.name)) fail();
  }

  function dropNamed(type: 'foreign' | 'unique', given: string | undefined): void {
    const name = given ?? (columnList && derivedName(type, table.name, columnList));
    if (name === undefined) return fail();
    parts.after.push({ kind: 'drop-constraint', table: table.name, name: ddl.identifier(name), span });
  }
}

const COLUMN: ReadonlySet<string> = new Set(
  'increments bigincrements bigIncrements integer int tinyint smallint mediumint bigint bigInteger text mediumtext longtext string char float double decimal boolean bool date datetime dateTime timestamp time binary bit enu enum json jsonb uuid geometry geography point specificType'.split(
    ' ',
  ),
);

/** Methods of a table builder that change no column, key or index. */
const NO_SHAPE: ReadonlySet<string> = new Set(
  'comment engine charset collate check checkPositive checkNegative checkIn checkNotIn checkBetween checkLength checkRegex dropChecks queryContext toString'.split(
    ' ',
  ),
);

function allTexts(call: MigrationCall, link: Link): readonly string[] | undefined {
  const all = link.args.map((_, index) => texts(argument(call, link, index)));
  return all.every(one => one !== undefined) ? all.flat() : undefined;
}

function alterColumn(
  target: string,
  name: string,
  { span }: TableElement,
  { type, nullable, defaultSql }: Alteration,
  ddl: Ddl,
): readonly SchemaStep[] {
  const column = ddl.quote(name);
  const actions = [`ALTER COLUMN ${column} DROP DEFAULT`];
  if (type !== undefined) actions.push(`ALTER COLUMN ${column} TYPE ${type}`);
  if (defaultSql !== undefined) actions.push(`ALTER COLUMN ${column} SET DEFAULT ${defaultSql}`);
  if (nullable !== undefined) actions.push(`ALTER COLUMN ${column} ${nullable ? 'DROP' : 'SET'} NOT NULL`);
  return ddl.steps(`ALTER TABLE ${target} ${actions.join(', ')}`, span);
}
