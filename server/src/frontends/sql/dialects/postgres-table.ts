import type { Node } from 'libpg-query';
import type { ColumnFact, ForeignKeyFact, IndexFact, ReferentialAction } from '../../../core/facts/schema';
import type { Span } from '../../../core/text';
import type { Mutable } from './mutable';
import { extractExclusion, plainExpression } from './postgres-index';
import {
  bodiesOf,
  bodyOf,
  type NodeBody,
  relationName,
  type StatementSource,
  stringsOf,
  tagged,
} from './postgres-source';
import { formatType, serialType, typeSpan } from './postgres-type';

/** What the elements of CREATE TABLE or one ADD COLUMN say. */
export interface TableParts {
  readonly columns: readonly ColumnFact[];
  readonly indexes: readonly IndexFact[];
  readonly foreignKeys: readonly ForeignKeyFact[];
}

interface MutableParts extends TableParts {
  readonly columns: Mutable<ColumnFact>[];
  readonly indexes: IndexFact[];
  readonly foreignKeys: ForeignKeyFact[];
}

export function extractTableElements(elements: readonly Node[], source: StatementSource): TableParts {
  const parts: MutableParts = { columns: [], indexes: [], foreignKeys: [] };
  const notNull = new Set<string>();
  for (const element of elements) {
    const { tag, body } = tagged(element);
    if (tag === 'ColumnDef') addColumn(parts, body, source);
    else if (tag === 'Constraint') {
      const span = source.elementSpan(source.offset(body.location));
      addConstraint(parts, { constraint: body, span, source });
      if (body.contype === 'CONSTR_NOTNULL') for (const key of stringsOf(body.keys)) notNull.add(key);
    }
  }
  for (const index of parts.indexes) {
    if (index.kind !== 'primary') continue;
    for (const { column } of index.columns) if (column !== undefined) notNull.add(column);
  }
  for (const column of parts.columns) if (notNull.has(column.name)) column.nullable = false;
  return parts;
}

export function extractConstraint(
  constraint: NodeBody<'Constraint'>,
  span: Span,
  source: StatementSource,
): Pick<TableParts, 'indexes' | 'foreignKeys'> {
  const parts: MutableParts = { columns: [], indexes: [], foreignKeys: [] };
  addConstraint(parts, { constraint, span, source });
  return parts;
}

function addColumn(parts: MutableParts, column: NodeBody<'ColumnDef'>, source: StatementSource): void {
  const name = column.colname ?? '';
  const span = source.elementSpan(source.offset(column.location));
  const type = column.typeName === undefined ? undefined : readType(column.typeName, source);
  const serial = serialType(column.typeName);
  const fact: Mutable<ColumnFact> = {
    logicalName: name,
    name,
    type: type?.text ?? '',
    nullable: serial === undefined,
    list: type?.list ?? false,
    hasDefault: serial !== undefined,
    span,
  };
  if (type !== undefined) {
    fact.databaseType = serial ?? type.databaseType;
    fact.typeSpan = type.span;
  }
  if (serial !== undefined) fact.generated = 'serial';
  const constraints = bodiesOf(column.constraints, 'Constraint');
  for (const [n, constraint] of constraints.entries()) {
    const start = source.offset(constraint.location);
    const own = { start, end: endOfConstraint(constraints, n, start, span, source) };
    switch (constraint.contype) {
      case 'CONSTR_NOTNULL':
        fact.nullable = false;
        break;
      case 'CONSTR_DEFAULT':
        if (isNull(constraint.raw_expr)) break;
        fact.hasDefault = true;
        fact.defaultText = textBehind(DEFAULT, own, source);
        break;
      case 'CONSTR_IDENTITY':
        fact.nullable = false;
        fact.hasDefault = true;
        fact.generated = 'identity';
        break;
      case 'CONSTR_GENERATED':
        fact.hasDefault = true;
        fact.defaultText = groupText(own, source);
        fact.generated = constraint.generated_kind === 'v' ? 'virtual' : 'stored';
        if (constraint.raw_expr !== undefined) fact.tree = plainExpression(constraint.raw_expr, source);
        break;
      default:
        if (constraint.contype === 'CONSTR_PRIMARY') fact.nullable = false;
        addConstraint(parts, { constraint, column: name, span: own, source });
    }
  }
  parts.columns.push(fact);
}

/** `NULL`, `NULL::text`: a default of NULL is none, and the server keeps no such default (AddRelationNewConstraints). */
export function isNull(expression: Node | undefined): boolean {
  const cast = bodyOf(expression, 'TypeCast');
  return cast === undefined ? bodyOf(expression, 'A_Const')?.isnull === true : isNull(cast.arg);
}

/** A column's constraint ends where the next one starts: in the order of the source, which the tree does not always keep. */
function endOfConstraint(
  constraints: readonly NodeBody<'Constraint'>[],
  index: number,
  start: number,
  column: Span,
  source: StatementSource,
): number {
  let next = column.end;
  for (const [n, other] of constraints.entries()) {
    if (n === index) continue;
    const at = source.offset(other.location);
    if (at > start && at < next) next = at;
  }
  return next === column.end ? next : source.endAt(source.indexAt(next) - 1);
}

export interface ReadType {
  /** As the source writes it, without quotes and array bounds. */
  readonly text: string;
  readonly databaseType: string;
  readonly list: boolean;
  readonly span: Span;
}

export function readType(typeName: NodeBody<'TypeName'>, source: StatementSource): ReadType {
  const span = typeSpan(typeName, source);
  const written = source.slice(span);
  const text = PLAIN.test(written)
    ? written
    : written
        .replace(/"/g, '')
        .replace(/\s+/g, ' ')
        .replace(/^SETOF /i, '')
        .replace(/(?: ?ARRAY)?(?: ?\[[^\]]*\])*$/i, '');
  return { text, databaseType: formatType(typeName), list: (typeName.arrayBounds ?? []).length > 0, span };
}

/** What stands behind one of `words` in a range. */
export function textBehind(words: ReadonlySet<string>, range: Span, source: StatementSource): string {
  const at = source.findWord(words, source.indexAt(range.start));
  return at < 0 ? '' : source.text.slice(Math.min(source.startAt(at + 1), range.end), range.end).trim();
}

/** What stands between the first parentheses in a range. */
function groupText(range: Span, source: StatementSource): string {
  let at = source.indexAt(range.start);
  while (at < source.tokens.length && source.wordAt(at) !== '(') at++;
  return source.text.slice(source.endAt(at), source.startAt(source.groupEnd(at))).trim();
}

interface ConstraintReading {
  readonly constraint: NodeBody<'Constraint'>;
  /** The column whose definition it stands in. */
  readonly column?: string;
  readonly span: Span;
  readonly source: StatementSource;
}

function addConstraint(parts: MutableParts, { constraint, column, span, source }: ConstraintReading): void {
  switch (constraint.contype) {
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE': {
      const columns = column === undefined ? stringsOf(constraint.keys) : [column];
      const kind = constraint.contype === 'CONSTR_PRIMARY' ? 'primary' : 'unique';
      const index: Mutable<IndexFact> = {
        kind,
        ...(constraint.conname === undefined ? {} : { name: constraint.conname }),
        columns: columns.map(name => ({ column: name })),
        include: stringsOf(constraint.including),
        constraint: true,
        span,
      };
      // WITHOUT OVERLAPS is kept by a GiST index: CREATE TABLE, manual.
      if (constraint.without_overlaps === true) index.method = 'gist';
      if (constraint.nulls_not_distinct === true) index.nullsNotDistinct = true;
      parts.indexes.push(index);
      return;
    }
    case 'CONSTR_FOREIGN':
      parts.foreignKeys.push(foreignKey(constraint, column, span));
      return;
    case 'CONSTR_EXCLUSION':
      parts.indexes.push(extractExclusion(constraint, span, source));
      return;
    default:
      return;
  }
}

function foreignKey(constraint: NodeBody<'Constraint'>, column: string | undefined, span: Span): ForeignKeyFact {
  const columns = column === undefined ? stringsOf(constraint.fk_attrs) : [column];
  const target = relationName(constraint.pktable);
  const onDelete = ACTIONS[constraint.fk_del_action ?? ''];
  const onUpdate = ACTIONS[constraint.fk_upd_action ?? ''];
  const key: Mutable<ForeignKeyFact> = {
    ...(constraint.conname === undefined ? {} : { name: constraint.conname }),
    columns,
    references: {
      ...(target.schema === undefined ? {} : { schema: target.schema }),
      table: target.name,
      columns: stringsOf(constraint.pk_attrs),
    },
    span,
  };
  if (onDelete !== undefined) key.onDelete = onDelete;
  if (onUpdate !== undefined) key.onUpdate = onUpdate;
  if (constraint.fk_del_set_cols !== undefined) key.setColumns = stringsOf(constraint.fk_del_set_cols);
  if (constraint.skip_validation === true) key.notValid = true;
  return key;
}

/** NO ACTION (`a`) is what is said by saying nothing. */
const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  r: 'restrict',
  c: 'cascade',
  n: 'set-null',
  d: 'set-default',
};
/** Nothing to take away. */
const PLAIN = /^[\w(),.]+$/;
const DEFAULT = new Set(['DEFAULT']);
