import type { Node } from 'libpg-query';
import type { QualifiedName } from '../../../core/facts/migrations';
import type { ColumnFact, ForeignKeyFact, IndexFact, ReferentialAction } from '../../../core/facts/schema';
import type { Span } from '../../../core/text';
import { defaultConstraintName } from './postgres-default-names';
import { bodiesOf, bodyOf, type NodeBody, relationName, type StatementSource, stringsOf } from './postgres-source';

/** What the elements of CREATE TABLE or one ADD COLUMN say. */
export interface TableParts {
  readonly columns: ColumnFact[];
  readonly indexes: IndexFact[];
  readonly foreignKeys: ForeignKeyFact[];
}

export function extractTableElements(
  elements: readonly Node[],
  table: QualifiedName,
  source: StatementSource,
): TableParts {
  const parts: TableParts = { columns: [], indexes: [], foreignKeys: [] };
  for (const element of elements) {
    const column = bodyOf(element, 'ColumnDef');
    const constraint = bodyOf(element, 'Constraint');
    if (column !== undefined) addColumn(parts, column, table, source);
    if (constraint !== undefined) {
      addConstraint(parts, constraint, undefined, source.elementSpan(source.offset(constraint.location)), table);
    }
  }
  const keyColumns = new Set(
    parts.indexes.filter(index => index.kind === 'primary').flatMap(index => index.columns.map(part => part.column)),
  );
  const columns = parts.columns.map(column => (keyColumns.has(column.name) ? { ...column, nullable: false } : column));
  return { ...parts, columns };
}

export function extractConstraint(
  constraint: NodeBody<'Constraint'>,
  table: QualifiedName,
  span: Span,
): Pick<TableParts, 'indexes' | 'foreignKeys'> {
  const parts: TableParts = { columns: [], indexes: [], foreignKeys: [] };
  addConstraint(parts, constraint, undefined, span, table);
  return parts;
}

function addColumn(
  parts: TableParts,
  column: NodeBody<'ColumnDef'>,
  table: QualifiedName,
  source: StatementSource,
): void {
  const name = column.colname ?? '';
  const span = source.elementSpan(source.offset(column.location));
  const constraints = bodiesOf(column.constraints, 'Constraint');
  const starts = constraints.map(constraint => source.offset(constraint.location)).sort((a, b) => a - b);
  for (const constraint of constraints) {
    const start = source.offset(constraint.location);
    const next = starts.find(other => other > start) ?? span.end;
    const last = source.indexAt(next) - 1;
    addConstraint(parts, constraint, name, { start, end: Math.min(source.endAt(last), span.end) }, table);
  }
  const kinds = new Set(constraints.map(constraint => constraint.contype));
  const type = column.typeName === undefined ? undefined : readType(column.typeName, starts[0] ?? span.end, source);
  const serial = type !== undefined && /^(small|big)?serial[248]?$/i.test(type.text);
  const generated = kinds.has('CONSTR_IDENTITY');
  parts.columns.push({
    logicalName: name,
    name,
    type: type?.text ?? '',
    nullable: !(kinds.has('CONSTR_NOTNULL') || kinds.has('CONSTR_PRIMARY') || serial || generated),
    list: type?.list ?? false,
    hasDefault: kinds.has('CONSTR_DEFAULT') || kinds.has('CONSTR_GENERATED') || serial || generated,
    span,
  });
}

/** The type as the source writes it, without quotes, array bounds and what follows it. */
export function readType(
  typeName: NodeBody<'TypeName'>,
  limit: number,
  source: StatementSource,
): { readonly text: string; readonly list: boolean } {
  const start = source.offset(typeName.location);
  let index = source.indexAt(start);
  let depth = 0;
  for (; index < source.tokens.length && (source.tokens[index]?.start ?? limit) < limit; index++) {
    const word = source.wordAt(index);
    if (depth === 0 && (AFTER_TYPE.has(word) || word === ',' || word === ')')) break;
    if (word === '(') depth++;
    else if (word === ')') depth--;
  }
  const text = source.text
    .slice(start, Math.max(source.endAt(index - 1), start))
    .replace(/"/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^SETOF /i, '')
    .trim();
  return { text, list: (typeName.arrayBounds ?? []).length > 0 };
}

function addConstraint(
  parts: TableParts,
  constraint: NodeBody<'Constraint'>,
  column: string | undefined,
  span: Span,
  table: QualifiedName,
): void {
  switch (constraint.contype) {
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE': {
      const columns = column === undefined ? stringsOf(constraint.keys) : [column];
      const kind = constraint.contype === 'CONSTR_PRIMARY' ? 'primary' : 'unique';
      parts.indexes.push({
        kind,
        name: constraint.conname ?? defaultConstraintName(table.name, columns, kind),
        columns: columns.map(name => ({ column: name })),
        include: stringsOf(constraint.including),
        span,
      });
      return;
    }
    case 'CONSTR_FOREIGN': {
      const columns = column === undefined ? stringsOf(constraint.fk_attrs) : [column];
      const target = relationName(constraint.pktable);
      const onDelete = ACTIONS[constraint.fk_del_action ?? ''];
      const onUpdate = ACTIONS[constraint.fk_upd_action ?? ''];
      parts.foreignKeys.push({
        name: constraint.conname ?? defaultConstraintName(table.name, columns, 'foreign'),
        columns,
        references: {
          ...(target.schema === undefined ? {} : { schema: target.schema }),
          table: target.name,
          columns: stringsOf(constraint.pk_attrs),
        },
        ...(onDelete === undefined ? {} : { onDelete }),
        ...(onUpdate === undefined ? {} : { onUpdate }),
        span,
      });
      return;
    }
    case 'CONSTR_EXCLUSION': {
      const elements = (constraint.exclusions ?? []).map(node => bodyOf(bodyOf(node, 'List')?.items?.[0], 'IndexElem'));
      parts.indexes.push({
        kind: 'index',
        ...(constraint.conname === undefined ? {} : { name: constraint.conname }),
        method: constraint.access_method ?? 'gist',
        columns: elements.map(element => (element?.name === undefined ? { expression: '' } : { column: element.name })),
        include: [],
        ...(constraint.where_clause === undefined ? {} : { predicate: { text: '', notNullOnly: [] } }),
        span,
      });
      return;
    }
    default:
      return;
  }
}

/** NO ACTION (`a`) is what is said by saying nothing. */
const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  r: 'restrict',
  c: 'cascade',
  n: 'set-null',
  d: 'set-default',
};
const AFTER_TYPE = new Set(['COLLATE', 'COMPRESSION', 'STORAGE', 'USING', 'OPTIONS', '[', 'ARRAY']);
