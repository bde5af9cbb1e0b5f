/** `UnderscoreNamingStrategy`, MikroORM's own choice for SQL databases. */
export function underscore(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}

/** The column of a relation: its property and the column it references. */
export function joinKeyColumn(name: string, referenced: string): string {
  return `${underscore(name)}_${referenced}`;
}

/** AbstractNamingStrategy.indexName; longer names end in a hash. */
export function indexNameOf(
  table: string,
  columns: readonly string[],
  type: 'index' | 'unique' | 'foreign' | 'primary',
): string | undefined {
  const name = type === 'primary' ? `${table}_pkey` : `${table}_${columns.join('_')}_${type}`;
  return name.length > 63 ? undefined : name;
}
