import type { Expression } from '../../core/facts/expression';
import type { SqlBlock, SqlRelation } from '../../core/facts/sql-template';
import type { ObjectTree, Value } from '../../core/facts/values';
import type { Column, SqlText, Table, TableQuery } from '../../core/model';
import type { TableRef } from '../../core/project';
import type { Filter, Query } from '../../core/query';

/** A query and one of the tables it reads. */
export interface LocatedTableQuery {
  readonly table: TableRef;
  readonly query: TableQuery;
}

interface TableLookup {
  table(ref: TableRef): Table | undefined;
  defaultSchema(database: string): string;
}

/** What the calls of an ORM ask of their table. */
export function tableQueryOf(query: Query, table: Table): TableQuery {
  const found = new Conditions();
  const columns = new Map(table.columns.map(column => [column.logicalName, column] as const));
  for (const filter of query.filters) addFilter(found, filter, columns.get(filter.column), table);
  const orderBy = orderOf(query.clauses.find(({ key }) => key === 'orderBy')?.value, columns);
  return {
    place: query.place,
    ...found.result(),
    other: found.other || !query.filtersComplete,
    orderBy: orderBy ?? [],
    limited: LIMITED.has(query.operation) || query.clauses.some(({ key }) => key === 'take'),
  };
}

/** What each level of an SQL text asks of each table it names. */
export function tableQueriesOf(text: SqlText, lookup: TableLookup): readonly LocatedTableQuery[] {
  const { database, facts, place } = text;
  if (database === undefined) return [];
  return facts.blocks.flatMap(block =>
    block.kind === 'insert'
      ? []
      : block.from.flatMap((relation): LocatedTableQuery[] => {
          const table = tableOf(relation, database, lookup);
          if (!table || isCommonTable(relation, block, facts.blocks)) return [];
          const at =
            relation.start === undefined || relation.end === undefined
              ? place
              : (text.at(relation.start, relation.end) ?? place);
          return [{ table: table.ref, query: { place: at, ...conditionsOn(table, relation, block, text) } }];
        }),
  );
}

const LIMITED = new Set<Query['operation']>(['find-unique', 'find-first']);

/** Collects what conditions compare a table's columns with. */
class Conditions {
  private readonly equality = new Set<string>();
  private readonly range = new Set<string>();
  private readonly patterns = new Set<string>();
  other = false;

  add(kind: 'equality' | 'range' | 'patterns', column: Column | undefined): void {
    if (column) this[kind].add(column.name);
    else this.other = true;
  }

  /** True of most rows as a rule, so that nobody wants an index for it; one that is there may have been made for it. */
  addNull(column: Column | undefined, table: Table): void {
    if (!column || beginsAnIndex(table, column.name)) this.other = true;
  }

  result(): Pick<TableQuery, 'equality' | 'range' | 'patterns'> {
    return { equality: [...this.equality], range: [...this.range], patterns: [...this.patterns] };
  }
}

function addFilter(
  found: Conditions,
  { operator, pattern, insensitive, value }: Filter,
  column: Column | undefined,
  table: Table,
): void {
  if (operator === 'not') return;
  if (operator === 'equals' && value.kind === 'literal' && value.value === null) found.addNull(column, table);
  else if (insensitive === true || (operator === 'like' && pattern !== 'prefix')) found.add('patterns', column);
  else if (operator === 'equals' || operator === 'in') found.add('equality', column);
  else if (operator === 'compare' || operator === 'like') found.add('range', column);
  else found.other = true;
}

/** `{ createdAt: 'desc' }`, or an array of such. Undefined when it cannot be read. */
function orderOf(value: Value | undefined, columns: ReadonlyMap<string, Column>): TableQuery['orderBy'] | undefined {
  const parts = value?.kind === 'array' && !value.open ? value.items : value ? [value] : [];
  const order: { column: string; descending: boolean }[] = [];
  for (const part of parts) {
    const [entry, ...rest] = part.kind === 'object' ? part.entries : [];
    const column = entry && columns.get(entry.key);
    if (!column || rest.length > 0) return undefined;
    const direction = entry.value.kind === 'object' ? sortOf(entry.value) : entry.value;
    if (direction?.kind !== 'literal') return undefined;
    order.push({ column: column.name, descending: direction.value === 'desc' });
  }
  return order;
}

function sortOf(value: ObjectTree): Value | undefined {
  return value.entries.find(({ key }) => key === 'sort')?.value;
}

function tableOf(relation: SqlRelation, database: string, lookup: TableLookup): Table | undefined {
  if (relation.table === undefined) return undefined;
  return lookup.table({ database, schema: relation.schema ?? lookup.defaultSchema(database), name: relation.table });
}

/** WITH names come before tables of the same name, in the level that defines them and in those inside it. */
function isCommonTable({ table, schema }: SqlRelation, block: SqlBlock, blocks: readonly SqlBlock[]): boolean {
  if (schema !== undefined) return false;
  for (let level: SqlBlock | undefined = block; level; level = parentOf(level, blocks)) {
    if (level.ctes?.some(({ name }) => name === table)) return true;
  }
  return false;
}

function parentOf({ parent }: SqlBlock, blocks: readonly SqlBlock[]): SqlBlock | undefined {
  return parent === undefined ? undefined : blocks[parent];
}

function conditionsOn(
  table: Table,
  relation: SqlRelation,
  block: SqlBlock,
  { variables, facts }: SqlText,
): Omit<TableQuery, 'place'> {
  const found = new Conditions();
  const columns = new Map(table.columns.map(column => [column.name, column] as const));
  const alone = block.from.length === 1;
  const name = nameOf(relation);
  const others = namesAround(block, facts.blocks);
  const own = (expression: Expression | undefined): Column | undefined => {
    if (expression?.kind !== 'column') return undefined;
    // Without a qualifier a column of a join may belong to any of the tables.
    const isOwn = expression.qualifier === undefined ? alone : expression.qualifier === name;
    return isOwn ? columns.get(expression.name) : undefined;
  };
  const isForeign = (expression: Expression | undefined): boolean => {
    if (expression?.kind === 'cast') return isForeign(expression.of);
    if (expression?.kind !== 'column') return false;
    // A function's own variables are values like any other.
    if (expression.qualifier === undefined) return !alone && !variables.includes(expression.name);
    return expression.qualifier !== name && others.has(expression.qualifier);
  };

  function take(condition: Expression): void {
    if (condition.kind !== 'operator') {
      // `WHERE active`: a boolean column compared with true.
      const column = own(condition);
      if (column) found.add('equality', column);
      else if (!isForeign(condition)) found.other = true;
      return;
    }
    if (condition.operator === 'and') {
      for (const part of condition.args) take(part);
      return;
    }
    // True of most rows: no index finds those.
    if (NEGATIONS.has(condition.operator)) return;
    const [left, right] = condition.args;
    const column = own(left) ?? own(right);
    if (isForeign(left) || isForeign(right)) {
      // A condition on another table of the join says nothing of this one; an index may find what is joined.
      if (column) join(column.name);
      return;
    }
    if (condition.operator === 'is null') {
      found.addNull(column, table);
      return;
    }
    const kind = KINDS[condition.operator];
    if (!column || kind === undefined || (own(left) && own(right))) found.other = true;
    else if (kind === 'pattern') takePattern(column, condition.operator, right);
    else found.add(kind, column);
  }

  function join(column: string): void {
    if (beginsAnIndex(table, column)) found.other = true;
  }

  function takePattern(column: Column, operator: string, pattern: Expression | undefined): void {
    const text = pattern?.kind === 'constant' ? String(pattern.value) : undefined;
    if (operator === 'ilike' || text?.startsWith('%')) found.add('patterns', column);
    else if (text === undefined) found.other = true;
    else found.add('range', column);
  }

  for (const { on, using } of block.from) {
    if (on) take(on);
    for (const shared of using ?? []) join(shared);
  }
  if (block.where) take(block.where);
  const orderBy = block.orderBy.flatMap(({ by, descending }) => {
    const column = own(by);
    return column ? [{ column: column.name, descending }] : [];
  });
  return {
    ...found.result(),
    other: found.other,
    // A sort that is only partly by own columns is no order an index could give.
    orderBy: orderBy.length === block.orderBy.length ? orderBy : [],
    limited: block.limit !== undefined,
  };
}

function beginsAnIndex({ indexes }: Table, column: string): boolean {
  return indexes.some(({ columns }) => columns[0]?.column === column);
}

function nameOf({ alias, table }: SqlRelation): string | undefined {
  return alias ?? table;
}

/** The names of all tables that conditions of the level may speak of: its own and those of the levels around it. */
function namesAround(block: SqlBlock, blocks: readonly SqlBlock[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (let level: SqlBlock | undefined = block; level; level = parentOf(level, blocks)) {
    for (const relation of level.from) names.add(nameOf(relation) ?? '');
  }
  return names;
}

const NEGATIONS: ReadonlySet<string> = new Set([
  ...['not', '<>', 'is not null', 'is unknown', 'is not unknown', 'is not true', 'is not false'],
  ...['not in', '<> all', 'not like', 'not ilike', 'not similar to', 'not between', 'not between symmetric'],
  ...['is distinct from', '!~', '!~*'],
]);

const KINDS: Readonly<Record<string, 'equality' | 'range' | 'pattern'>> = {
  '=': 'equality',
  in: 'equality',
  '= any': 'equality',
  'is true': 'equality',
  '<': 'range',
  '<=': 'range',
  '>': 'range',
  '>=': 'range',
  between: 'range',
  like: 'pattern',
  ilike: 'pattern',
};
