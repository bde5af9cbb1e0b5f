import type { Link } from '../../core/facts/calls';
import type { SchemaStep } from '../../core/facts/migrations';
import type { Ddl, TableName } from './ddl';
import { items, type Located, text, texts } from './evaluate';
import { sqlOf, tableName } from './kysely-column';
import { argument, type MigrationCall } from './migration-call';

export function createIndex(
  call: MigrationCall,
  links: readonly Link[],
  index: TableName,
  ddl: Ddl,
): readonly SchemaStep[] | undefined {
  const linkNamed = (name: string) => links.find(link => link.name === name);
  const on = text(argument(call, linkNamed('on'), 0));
  if (on === undefined || linkNamed('where')) return undefined;
  const parts: string[] = [];
  for (const link of links) {
    if (link.name === 'column' || link.name === 'columns') {
      const given = texts(argument(call, link, 0)) ?? sqlTexts(argument(call, link, 0));
      if (!given) return undefined;
      parts.push(...given.map(column => orderedColumn(column, ddl)));
    } else if (link.name === 'expression') {
      const sql = sqlOf(argument(call, link, 0));
      if (sql === undefined) return undefined;
      parts.push(`(${sql})`);
    }
  }
  const method = sqlOf(argument(call, linkNamed('using'), 0));
  if (linkNamed('using') && method === undefined) return undefined;
  const words = [
    `CREATE ${linkNamed('unique') ? 'UNIQUE ' : ''}INDEX${linkNamed('ifNotExists') ? ' IF NOT EXISTS' : ''}`,
    `${ddl.quote(index.name)} ON ${ddl.table(tableName(on, index.schema))}${method === undefined ? '' : ` USING ${method}`} (${parts.join(', ')})`,
    linkNamed('nullsNotDistinct') ? 'NULLS NOT DISTINCT' : '',
  ];
  return parts.length === 0 ? undefined : ddl.steps(words.join(' '), call.span);
}

function sqlTexts(located: Located | undefined): readonly string[] | undefined {
  const all = items(located)?.map(sqlOf);
  return all?.every(one => one !== undefined) ? all : undefined;
}

/** `'created_at desc'`. */
function orderedColumn(column: string, ddl: Ddl): string {
  const [name = '', ...order] = column.split(' ');
  return [ddl.quote(name), ...order].join(' ');
}
