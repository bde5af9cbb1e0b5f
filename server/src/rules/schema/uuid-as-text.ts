import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { Column, Model, Table } from '../../core/model';
import { tableKey } from '../../core/project';
import { defineRule } from '../../core/rule';
import { baseType } from '../shared/column-type';
import { isJudged } from '../shared/judged-table';
import { buildTypeFix, setsTypes } from '../shared/type-change';

export const uuidAsText = defineRule({
  meta: {
    id: 'schema/uuid-as-text',
    summary: 'A UUID is kept as text',
    why: 'As text a UUID takes 37 bytes instead of 16, in the table, in its primary key and in every foreign key and index that repeats it, is compared by the rules of a language instead of as a number, and accepts what is no UUID.',
    remedy: 'Use the type `uuid`, for the column and for the foreign keys that reference it.',
    severity: 'info',
    engines: ['postgres', 'cockroach'],
    since: '0.1.0',
    sources: [
      { title: 'PostgreSQL manual, 8.12 UUID Type', url: 'https://www.postgresql.org/docs/17/datatype-uuid.html' },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ['postgres', 'cockroach'])) return [];
    return table.columns
      .filter(column => isUuidInText(column, table))
      .map((column): Finding => {
        // These ORMs give a key the type of what it references.
        const keys = setsTypes(table.language) ? [] : keysOn(table, column, model);
        return {
          at: column.place,
          message: `\`${column.logicalName}\` is a UUID kept as ${column.databaseType ?? 'text'}.`,
          data: { table: table.ref.name, column: column.name },
          ...(keys.length > 0
            ? { related: keys.map(({ column: key }) => ({ at: key.place, message: 'Must change with it' })) }
            : {}),
          fixes: toUuid(table, column, keys),
        };
      });
  },
});

/** The default makes a UUID: Prisma's `uuid()`, or a function of PostgreSQL's and of uuid-ossp. */
function isUuidInText({ databaseType, defaultText, list }: Column, table: Table): boolean {
  const type = baseType(databaseType);
  if (list || (type !== 'text' && type !== 'character varying' && type !== 'character')) return false;
  return MAKES_UUID.test(withoutStrings(defaultText ?? '', table));
}

const MAKES_UUID = /\b(?:uuid|gen_random_uuid|uuidv[47]|uuid_generate_v(?:1|1mc|4|7))\s*\(/i;

/** In SQL a text in quotes is a text; Prisma writes the database's own expressions as one. */
function withoutStrings(defaultText: string, { language }: Table): string {
  return language === 'sql' ? defaultText.replace(/'(?:[^']|'')*'/g, '') : defaultText;
}

interface Key {
  readonly table: Table;
  readonly column: Column;
}

/** The columns that reference the column, directly or through a key that is itself referenced. */
function keysOn(table: Table, column: Column, model: Model): readonly Key[] {
  const tables = model.tables(table.ref.database);
  const found: Key[] = [];
  const pending: Key[] = [{ table, column }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const target = next;
    for (const other of tables) {
      for (const { references, columns, referencedColumns } of other.foreignKeys) {
        const name = columns[referencedColumns.indexOf(target.column.name)];
        if (name === undefined || tableKey(references) !== tableKey(target.table.ref)) continue;
        const key = other.columns.find(candidate => candidate.name === name);
        if (!key || key === column || found.some(({ column: known }) => known === key)) continue;
        found.push({ table: other, column: key });
        pending.push({ table: other, column: key });
      }
    }
  }
  return found;
}

/** Only where all that must change together stands in one file. */
function toUuid(table: Table, column: Column, keys: readonly Key[]): FixIntent[] {
  const here = keys.every(({ column: key }) => key.place.uri === column.place.uri);
  const parts = [column, ...keys.map(({ column: key }) => key)];
  if (!here || !parts.every(({ databaseType }) => baseType(databaseType) === baseType(column.databaseType))) return [];
  const change = (part: Column) =>
    table.language === 'prisma' ? { type: part.type, nativeType: 'Uuid' } : { type: 'uuid' };
  const also = keys.map(({ column: key }) => ({ column: key, change: change(key) }));
  const and = keys.length > 0 ? ', here and in the foreign keys' : '';
  switch (table.language) {
    case 'prisma':
      return buildTypeFix(table, column, change(column), `Add @db.Uuid${and}`, also);
    case 'sql':
      return MAKES_ONLY_UUID.test(column.defaultText ?? '')
        ? buildTypeFix(table, column, change(column), `Use uuid${and}`, also)
        : [];
    default:
      return setsTypes(table.language) && MAKES_ONLY_UUID.test(column.defaultText ?? '')
        ? buildTypeFix(table, column, { type: 'uuid' }, 'Use uuid')
        : [];
  }
}

/** A default that is itself converted to text no longer fits. */
const MAKES_ONLY_UUID = /^\s*[\w.]+\(\s*\)\s*$/;
