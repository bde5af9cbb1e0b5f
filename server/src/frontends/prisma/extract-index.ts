import type { ColumnFact, IndexColumn, IndexFact } from '../../core/facts/schema';
import type { Dialect } from '../../core/facts/sql-template';
import { defaultName, type NameSuffix } from './constraint-names';
import { operatorClassName } from './operator-class';
import type { FieldMember } from './parse';
import type { Argument, Attribute, Expression } from './parse-attribute';
import { extractPredicate } from './predicate';
import { argument, listOf, wordOf } from './read-arguments';

/** What an index needs to know of the block it stands in. */
export interface IndexContext {
  /** The block's text. */
  readonly text: string;
  /** The database's name of the table. */
  readonly table: string;
  readonly columns: readonly ColumnFact[];
  readonly dialect: Dialect | undefined;
}

const KINDS: Readonly<Record<string, IndexFact['kind']>> = {
  id: 'primary',
  unique: 'unique',
  index: 'index',
  fulltext: 'index',
};

/** The index that an attribute of a field or of the block declares, if it declares one. */
export function extractIndex(
  attribute: Attribute,
  field: FieldMember | undefined,
  context: IndexContext,
): IndexFact | undefined {
  const kind = KINDS[attribute.name];
  if (!kind || (field && kind === 'index')) return undefined;
  const columns = field
    ? [{ column: field.name, ...columnOptions(attribute.arguments), span: field.nameSpan }]
    : listOf(argument(attribute, 'fields', 0)).flatMap(indexColumnOf);
  if (columns.length === 0) return undefined;
  const name = nameOf(attribute, kind, columns, context);
  const type = attribute.arguments.find(candidate => candidate.name === 'type');
  const method = attribute.name === 'fulltext' ? 'fulltext' : wordOf(type?.value)?.toLowerCase();
  const predicate = extractPredicate(argument(attribute, 'where'), context.columns, context.text);
  return {
    kind,
    ...(name === undefined ? {} : { name }),
    ...(method === undefined ? {} : { method }),
    columns,
    include: [],
    ...(predicate === undefined ? {} : { predicate }),
    ...(kind === 'primary' ? { constraint: true } : {}),
    ...(type ? { methodSpan: type.span } : {}),
    span: attribute.span,
  };
}

const SUFFIXES: Readonly<Record<IndexFact['kind'], NameSuffix>> = { primary: 'pkey', unique: 'key', index: 'idx' };

function nameOf(
  attribute: Attribute,
  kind: IndexFact['kind'],
  columns: readonly IndexColumn[],
  { table, columns: known, dialect }: IndexContext,
): string | undefined {
  // `name` of a key is what the client calls it; of an index it is what `map` is.
  const map = argument(attribute, 'map') ?? (kind === 'index' ? argument(attribute, 'name') : undefined);
  if (map?.kind === 'string') return map.value;
  // MySQL and SQLite give a primary key no name, MongoDB one of its own.
  const isNamed = kind !== 'primary' || dialect === 'postgres' || dialect === 'cockroach' || dialect === 'sqlserver';
  if (!isNamed) return undefined;
  const columnName = (logicalName: string) =>
    known.find(column => column.logicalName === logicalName)?.name ?? logicalName;
  const names = columns.map(({ column, expression = '' }) =>
    column === undefined ? expression.replaceAll('.', '_') : columnName(column),
  );
  return defaultName({ table, columns: names, dialect }, SUFFIXES[kind]);
}

function indexColumnOf(item: Expression): readonly IndexColumn[] {
  if (item.kind !== 'call' && item.kind !== 'constant') return [];
  const options = { ...(item.kind === 'call' ? columnOptions(item.arguments) : {}), span: item.span };
  // A path into a composite type (MongoDB) is no column.
  return [item.name.includes('.') ? { expression: item.name, ...options } : { column: item.name, ...options }];
}

function columnOptions(options: readonly Argument[]): Pick<IndexColumn, 'order' | 'operatorClass' | 'length'> {
  const optionValue = (name: string) => options.find(option => option.name === name)?.value;
  const sort = wordOf(optionValue('sort'));
  const ops = optionValue('ops');
  const operatorClass = ops?.kind === 'constant' ? operatorClassName(ops.name) : wordOf(ops);
  const length = optionValue('length');
  return {
    ...(sort === 'Desc' ? { order: 'desc' as const } : sort === 'Asc' ? { order: 'asc' as const } : {}),
    ...(operatorClass === undefined ? {} : { operatorClass }),
    ...(length?.kind === 'number' ? { length: length.value } : {}),
  };
}
