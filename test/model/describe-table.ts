import type { Table, TableIndex } from '../../server/src/core/model';

/** A table in one line: `orders: id, user_id?; primary(id); index(user_id); fk(user_id) → users(id)`. */
export function describeTable(table: Table): string {
  const parts = [
    table.columns.map(({ name, nullable, list }) => `${name}${list ? '[]' : ''}${nullable ? '?' : ''}`).join(', '),
    ...table.indexes.map(describeIndex),
    ...table.foreignKeys.map(
      key =>
        `fk(${key.columns}) → ${nameOf(key.references)}(${key.referencedColumns})${key.onDelete ? ` on delete ${key.onDelete}` : ''}`,
    ),
    ...(table.complete ? [] : ['incomplete']),
    ...(table.partitionOf ? [`partition of ${nameOf(table.partitionOf)}`] : []),
    ...(table.columnsComplete ? [] : ['columns unknown']),
    ...(table.view ? ['view'] : []),
    ...(table.unmanaged ? ['unmanaged'] : []),
  ];
  return `${nameOf(table.ref)}: ${parts.join('; ')}`;
}

function describeIndex(index: TableIndex): string {
  const columns = index.columns.map(({ column, expression, order, operatorClass }) =>
    [column ?? `(${expression})`, order, operatorClass].filter(part => part !== undefined).join(' '),
  );
  const method = index.method === undefined ? '' : ` ${index.method}`;
  const include = index.include.length > 0 ? ` include(${index.include})` : '';
  const predicate = index.predicate ? ` where ${index.predicate.text}` : '';
  return `${index.kind}${method}(${columns.join(', ')})${include}${predicate}`;
}

function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return schema === 'public' || schema === '' ? name : `${schema}.${name}`;
}
