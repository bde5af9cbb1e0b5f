import type { Link } from '../../core/facts/calls';
import type { Span } from '../../core/text';
import { actionsSql, type Ddl } from './ddl';
import { type Located, literal, member, members, text, texts } from './evaluate';
import { derivedName, knexName } from './knex-names';
import type { KnexTable, Parts } from './knex-parts';
import { argument, type MigrationCall } from './migration-call';

export function addUnique(
  table: KnexTable,
  columns: readonly string[],
  given: Located | undefined,
  span: Span,
  parts: Parts,
  ddl: Ddl,
): void {
  const options = members(given);
  const name = optionName(given, 'indexName') ?? derivedName('unique', table.name, columns);
  const predicate = member(options, 'predicate');
  const useConstraint = literal(member(options, 'useConstraint'));
  const target = ddl.table(table.name);
  if (predicate) {
    parts.after.push(ddl.opaque(span, 'the condition of the index is made by a query builder', table.name));
    return;
  }
  const sql =
    useConstraint === false
      ? `CREATE UNIQUE INDEX ${ddl.quote(name)} ON ${target} (${ddl.columns(columns)})`
      : `ALTER TABLE ${target} ADD CONSTRAINT ${ddl.quote(name)} UNIQUE (${ddl.columns(columns)})`;
  parts.after.push(...ddl.steps(sql, span));
}

export function addIndex(
  table: KnexTable,
  columns: readonly string[],
  given: Located | undefined,
  options: Located | undefined,
  span: Span,
  parts: Parts,
  ddl: Ddl,
): void {
  const name = text(given) ?? derivedName('index', table.name, columns);
  const more = members(options);
  if (member(more, 'predicate')) {
    parts.after.push(ddl.opaque(span, 'the condition of the index is made by a query builder', table.name));
    return;
  }
  const method = text(options) ?? text(member(more, 'storageEngineIndexType'));
  const unique = text(member(more, 'indexType'))?.toLowerCase() === 'unique' ? 'UNIQUE ' : '';
  const using = method === undefined || ddl.dialect !== 'postgres' ? '' : ` USING ${method}`;
  const sql = `CREATE ${unique}INDEX ${ddl.quote(name)} ON ${ddl.table(table.name)}${using} (${ddl.columns(columns)})`;
  parts.after.push(...ddl.steps(sql, span));
}

/** `references('id').inTable('users')`, `references('users.id')`, `onDelete`, `withKeyName`. */
export function addForeignKey(
  table: KnexTable,
  columns: readonly string[],
  keyName: string | undefined,
  call: MigrationCall,
  modifiers: readonly Link[],
  span: Span,
  parts: Parts,
  ddl: Ddl,
): void {
  const value = (name: string) =>
    argument(
      call,
      modifiers.find(link => link.name === name),
      0,
    );
  const given = texts(value('references'));
  const into = text(value('inTable') ?? value('on'));
  const dotted = into === undefined && given?.length === 1 ? /^(.+)\.([^.]+)$/.exec(given[0] ?? '') : null;
  const target = into ?? dotted?.[1];
  const referenced = dotted?.[2] === undefined ? given : [dotted[2]];
  if (target === undefined || !referenced) {
    parts.complete = false;
    return;
  }
  const name = text(value('withKeyName')) ?? keyName ?? derivedName('foreign', table.name, columns);
  const actions = actionsSql(method => text(value(method)));
  const references = `${ddl.table(knexName(target, ddl))} (${ddl.columns(referenced)})`;
  const sql = `ALTER TABLE ${ddl.table(table.name)} ADD CONSTRAINT ${ddl.quote(name)} FOREIGN KEY (${ddl.columns(columns)}) REFERENCES ${references}${actions}`;
  parts.after.push(...ddl.steps(sql, span));
}

export function optionName(given: Located | undefined, key: string): string | undefined {
  return text(given) ?? text(member(members(given), key));
}
