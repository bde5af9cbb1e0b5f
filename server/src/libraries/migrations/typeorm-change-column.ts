import type { SchemaStep } from '../../core/facts/migrations';
import type { Span } from '../../core/text';
import { isNormalized } from '../typeorm/column-type';
import type { Ddl, TableName } from './ddl';
import { type Constant, type Located, literal, type Members, member, texts } from './evaluate';
import type { MigrationCall } from './migration-call';
import { columnSql, type TypeOrmColumn } from './typeorm-column';
import { uniqueOn } from './typeorm-keys';
import { nameOf, optionsOf } from './typeorm-objects';
import { addedColumn } from './typeorm-table';

/** A rename that takes along what TypeORM named after the table and the column. */
export function renameColumn(
  table: TableName,
  column: string,
  to: string,
  span: Span,
): Extract<SchemaStep, { readonly kind: 'rename-column' }> {
  return { kind: 'rename-column', table, column, to, following: 'typeorm', span };
}

/** TypeORM alters the column, or makes it anew with what stood on it gone: which, depends on how it was before. */
export function changeColumn(
  table: TableName,
  old: Located | undefined,
  changed: Located | undefined,
  call: MigrationCall,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const from = nameOf(old);
  const after = optionsOf(changed);
  const column = columnSql(after, table, ddl);
  if (from === undefined || !after || !column) return undefined;
  const { span } = call;
  const given = optionsOf(old);
  const before = given && !given.open && member(given, 'type') ? given : undefined;
  const unknown = ddl.opaque(span, 'the column may have been made anew', table);
  const isRemade = ddl.dialect === 'postgres' ? remakes(before, after) : undefined;
  if (isRemade && !column.isPrimary && literal(member(before, 'isPrimary')) !== true) {
    const type = before && columnSql(before, table, ddl)?.enumName;
    return [
      { kind: 'drop-column', table, column: from, span },
      ...(type === undefined ? [] : ddl.steps(`DROP TYPE IF EXISTS ${type}`, span)),
      ...addedColumn(table, column, span, ddl),
    ];
  }
  const renames = from === column.name ? [] : [renameColumn(table, from, column.name, span)];
  const isKnown = isRemade === false && before && isFollowed(before, after, column);
  return [...renames, ...alterations(table, column, before, span, ddl), ...(isKnown ? [] : [unknown])];
}

/** Undefined where it depends on the column in the database. */
function remakes(before: Members | undefined, after: Members): boolean | undefined {
  const type = literal(member(after, 'type'));
  if (!before) return typeof type === 'string' && !isNormalized(type) ? true : undefined;
  const settings = ['type', 'length', 'isArray', 'asExpression', 'generatedType'];
  if (settings.some(key => isUnread(before, key) || isUnread(after, key))) return undefined;
  return settings.some(key => settingOf(before, key) !== settingOf(after, key));
}

function isUnread(options: Members, key: string): boolean {
  return member(options, key) !== undefined && literal(member(options, key)) === undefined;
}

/** What the constructor of TableColumn makes of a setting that is left out. */
function settingOf(options: Members, key: string): Constant {
  const value = literal(member(options, key)) ?? (key === 'isArray' ? false : '');
  return typeof value === 'number' ? String(value) : value;
}

/** The steps say all that the change does: nothing of it needs to know how keys and enums were before. */
function isFollowed(before: Members, after: Members, column: TypeOrmColumn): boolean {
  if (column.unknownDefault || isUnread(before, 'default')) return false;
  if (String(texts(member(before, 'enum'))) !== String(texts(member(after, 'enum')))) return false;
  const flags = ['isPrimary', 'isGenerated', 'generationStrategy', 'enumName', 'collation'];
  const isLess = literal(member(before, 'isUnique')) === true && !column.isUnique;
  return (
    !isLess && flags.every(key => (literal(member(before, key)) ?? false) === (literal(member(after, key)) ?? false))
  );
}

function alterations(
  table: TableName,
  column: TypeOrmColumn,
  before: Members | undefined,
  span: Span,
  ddl: Ddl,
): readonly SchemaStep[] {
  const name = ddl.quote(column.name);
  const actions = [`ALTER COLUMN ${name} ${column.nullable ? 'DROP' : 'SET'} NOT NULL`];
  if (column.type !== undefined) actions.push(`ALTER COLUMN ${name} TYPE ${column.type}`);
  if (column.defaultSql !== undefined) actions.push(`ALTER COLUMN ${name} SET DEFAULT ${column.defaultSql}`);
  else if (before && member(before, 'default')) actions.push(`ALTER COLUMN ${name} DROP DEFAULT`);
  if (before && column.isUnique && literal(member(before, 'isUnique')) !== true)
    actions.push(`ADD ${uniqueOn(table, [column.name], undefined, ddl)}`);
  return ddl.steps(`ALTER TABLE ${ddl.table(table)} ${actions.join(', ')}`, span);
}
