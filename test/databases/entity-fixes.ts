import assert from 'node:assert/strict';
import type { FixIntent } from '../../server/src/core/fix';
import { fkWithoutIndex } from '../../server/src/rules/index/fk-without-index';
import { type DeclaredSchema, readSchema } from '../libraries/declared-schema';

export type Texts = ReadonlyMap<string, string>;

/** Adds every index that a foreign key lacks, one after the other. */
export async function indexForeignKeys(
  files: Readonly<Record<string, string>>,
  others: readonly string[],
): Promise<{ readonly texts: Texts; readonly added: readonly string[]; readonly declined: readonly string[] }> {
  let texts: Texts = new Map(Object.entries(files));
  const declined: string[] = [];
  const added: string[] = [];
  for (;;) {
    const schema = await readSchema(Object.fromEntries(texts), { others });
    const found = missing(schema);
    for (const name of added) assert.ok(!found.some(one => one.name === name), `${name} is still without an index`);
    const next = found.find(({ name }) => !declined.includes(name));
    if (!next) return { texts, added, declined: declined.sort() };
    const fixed = schema.fix(next.intent);
    if (typeof fixed === 'string') declined.push(next.name);
    else {
      added.push(next.name);
      texts = fixed;
    }
  }
}

/** Removes every index that stands on its own, one after the other. */
export async function removeIndexes(
  files: Readonly<Record<string, string>>,
  others: readonly string[],
): Promise<{ readonly texts: Texts; readonly removed: number }> {
  let texts: Texts = new Map(Object.entries(files));
  for (let removed = 0; ; removed++) {
    const schema = await readSchema(Object.fromEntries(texts), { others });
    const fixed = removals(schema).flatMap(intent => {
      const result = schema.fix(intent);
      return typeof result === 'string' ? [] : [result];
    })[0];
    if (!fixed) return { texts, removed };
    texts = fixed;
    const after = await readSchema(Object.fromEntries(texts), { others });
    assert.ok(indexesOf(after) < indexesOf(schema));
  }
}

/** The files with a column of another type; the reason where the fix is declined. */
export async function retypeColumn(
  texts: Texts,
  others: readonly string[],
  { table, column, type }: { readonly table: string; readonly column: string; readonly type: string },
): Promise<Texts | string> {
  const schema = await readSchema(Object.fromEntries(texts), { others });
  const { language, columns } = schema.table(table);
  const found = columns.find(({ logicalName }) => logicalName === column);
  assert.ok(found && language !== 'sql', `${table} has no ${column}`);
  const { place: at, typeSpan, databaseType } = found;
  const typed = typeSpan ? { typeSpan } : {};
  const common = { title: '', safety: 'review', at, language, column, type } as const;
  const fixed = schema.fix({ kind: 'set-column-type', ...common, ...typed });
  if (typeof fixed === 'string') return fixed;
  const after = (await readSchema(Object.fromEntries(fixed), { others })).table(table);
  assert.notEqual(after.columns.find(({ logicalName }) => logicalName === column)?.databaseType, databaseType);
  return fixed;
}

function missing({ tables, model }: DeclaredSchema): { readonly name: string; readonly intent: FixIntent }[] {
  return tables.flatMap(table =>
    fkWithoutIndex.scope === 'table'
      ? fkWithoutIndex.check(table, model, {}).flatMap(({ data, fixes: [intent] = [] }) => {
          return intent ? [{ name: `${data.table}(${data.columns})`, intent }] : [];
        })
      : [],
  );
}

function removals({ tables }: DeclaredSchema): FixIntent[] {
  return tables.flatMap(table =>
    table.indexes.map(
      (index): FixIntent => ({
        kind: 'remove-index',
        title: '',
        safety: 'review',
        at: index.place,
        language: table.language,
        table: table.logicalName,
        columns: [],
        indexName: index.name ?? '',
      }),
    ),
  );
}

function indexesOf({ tables }: DeclaredSchema): number {
  return tables.reduce((sum, { indexes }) => sum + indexes.length, 0);
}
