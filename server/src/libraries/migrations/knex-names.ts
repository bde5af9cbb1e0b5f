import { type Ddl, type TableName, tableNamed } from './ddl';

/** Knex quotes the parts of `schema.table`. */
export function knexName(name: string, { identifier }: Ddl, schema?: string): TableName {
  const [head = '', ...rest] = name.split('.').map(identifier);
  if (schema !== undefined) return tableNamed(identifier(schema), identifier(name));
  return rest.length === 0 ? tableNamed(undefined, head) : tableNamed(head, rest.join('.'));
}

/** `table_column_index`, in lower case: TableCompiler._indexCommand of Knex. */
export function derivedName(
  type: 'index' | 'unique' | 'foreign',
  { name }: TableName,
  columns: readonly string[],
): string {
  return `${name.replaceAll(/[.-]/g, '_')}_${columns.join('_')}_${type}`.toLowerCase();
}

export function timestampNames(camel: boolean): readonly string[] {
  return camel ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at'];
}
