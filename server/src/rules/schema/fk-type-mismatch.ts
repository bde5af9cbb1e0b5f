import type { Dialect } from '../../core/facts/sql-template';
import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { Column, ForeignKey, Model, Table } from '../../core/model';
import { defineRule } from '../../core/rule';
import { columnType } from '../shared/column-type';
import { isJudged } from '../shared/judged-table';
import { compareKeyTypes } from '../shared/key-types';
import { buildTypeFix } from '../shared/type-change';

const ENGINES: readonly Dialect[] = ['postgres', 'mysql'];

export const fkTypeMismatch = defineRule({
  meta: {
    id: 'schema/fk-type-mismatch',
    summary: 'A foreign key has another type than what it references',
    why: 'A key of int that references a bigint stops at two billion, although the table it references goes on: the INSERT then fails. Where no operator compares the two types (uuid and text), the database refuses the constraint.',
    remedy: 'Give the foreign key the type of the column it references.',
    severity: 'warning',
    engines: ENGINES,
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 5.5.5 Foreign Keys: number and type of the columns must match',
        url: 'https://www.postgresql.org/docs/17/ddl-constraints.html#DDL-CONSTRAINTS-FK',
      },
      { title: 'Measured on PostgreSQL 15, 17 and 18: which pairs of types a foreign key may have' },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    // Without a constraint in the database nothing is refused there.
    if (!isJudged(table, model, ENGINES) || table.emulatedRelations) return [];
    const seen = new Set<Column>();
    return table.foreignKeys.flatMap(key =>
      pairsOf(table, key, model).flatMap(({ own, referenced, target }) => {
        if (seen.has(own)) return [];
        const finding = compare(table, own, target, referenced, model);
        if (finding) seen.add(own);
        return finding ?? [];
      }),
    );
  },
});

interface Pair {
  readonly own: Column;
  readonly target: Table;
  readonly referenced: Column;
}

function pairsOf(table: Table, key: ForeignKey, model: Model): readonly Pair[] {
  const target = model.table(key.references);
  if (!target) return [];
  // REFERENCES without columns means the primary key.
  const primary = target.indexes.find(({ kind }) => kind === 'primary')?.columns.flatMap(({ column }) => column ?? []);
  const names = key.referencedColumns.length > 0 ? key.referencedColumns : (primary ?? []);
  if (names.length !== key.columns.length) return [];
  return key.columns.flatMap((name, n) => {
    const own = table.columns.find(column => column.name === name);
    const referenced = target.columns.find(column => column.name === names[n]);
    return own && referenced ? [{ own, target, referenced }] : [];
  });
}

function compare(table: Table, own: Column, target: Table, referenced: Column, model: Model): Finding | undefined {
  const types =
    table.dialect === 'mysql'
      ? [own.databaseType, referenced.databaseType]
      : [columnType(own, table, model), columnType(referenced, target, model)];
  const [ownType, referencedType] = types;
  if (ownType === undefined || referencedType === undefined) return undefined;
  const verdict = compareKeyTypes(ownType, referencedType, table.dialect);
  if (verdict === 'fits') return undefined;
  const names = `\`${own.logicalName}\` is ${own.databaseType ?? ownType}, \`${target.logicalName}.${referenced.logicalName}\` is ${referenced.databaseType ?? referencedType}`;
  return {
    at: own.place,
    ...(verdict === 'refused' ? { steps: 1 } : {}),
    message: `${names}${verdict === 'refused' ? ': the database refuses the foreign key' : ''}.`,
    data: { table: table.ref.name, column: own.name, references: target.ref.name },
    related: [{ at: referenced.place, message: 'The column it references' }],
    fixes: sameType(table, own, target, referenced),
  };
}

function sameType(table: Table, own: Column, target: Table, referenced: Column): FixIntent[] {
  if (table.language !== target.language) return [];
  const title = `Use the type of ${target.logicalName}.${referenced.logicalName}`;
  switch (table.language) {
    case 'prisma': {
      const { type, nativeType } = referenced;
      // A mark that must go away is taken away by hand.
      if (nativeType === undefined && own.nativeType !== undefined) return [];
      return buildTypeFix(table, own, { type, ...(nativeType === undefined ? {} : { nativeType }) }, title);
    }
    case 'sql':
      // A key numbered by a sequence of its own is no mere copy of the other.
      if (referenced.databaseType === undefined || own.generated !== undefined) return [];
      return buildTypeFix(table, own, { type: referenced.databaseType }, title);
    default:
      return [];
  }
}
