import type { Finding } from '../../core/finding';
import type { FixIntent } from '../../core/fix';
import type { Model, Table, TableIndex } from '../../core/model';
import { defineRule } from '../../core/rule';
import { columnType } from '../shared/column-type';
import { mayHaveExtension } from '../shared/extensions';
import { accepts, type IndexMethod, indexMethod, MULTICOLUMN, WITH_INCLUDE } from '../shared/index-methods';
import { isJudged } from '../shared/judged-table';
import { logicalColumn } from '../shared/table-names';

export const wrongMethod = defineRule({
  meta: {
    id: 'index/wrong-method',
    summary: 'An index of a method that does not fit its columns',
    why: 'Each index method knows its own types and operators. PostgreSQL refuses a method that has no operator class for the type; a B-tree on a document, an array or a text search vector is accepted, but only compares whole values: containment, overlap and search still read every row.',
    remedy:
      'Use the method that serves the operators of the queries: GIN for jsonb, arrays and tsvector, GiST for ranges and geometry, a B-tree for everything that is compared by = and <.',
    severity: 'error',
    engines: ['postgres'],
    since: '0.1.0',
    sources: [
      {
        title: 'PostgreSQL manual, 11.2 Index Types',
        url: 'https://www.postgresql.org/docs/17/indexes-types.html',
      },
      { title: 'PostgreSQL catalog, pg_opclass: the default operator classes; measured on 15, 17 and 18' },
    ],
    options: {},
  },
  scope: 'table',
  check(table, model) {
    if (!isJudged(table, model, ['postgres'])) return [];
    return table.indexes.flatMap(index => checkIndex(table, index, model));
  },
});

function checkIndex(table: Table, index: TableIndex, model: Model): readonly Finding[] {
  const method = indexMethod(index);
  // A method of an extension has rules of its own.
  if (!method) return [];
  const refusal = refusalOf(table, index, method, model);
  const reason = refusal ?? uselessness(table, index, method, model);
  if (!reason) return [];
  const { message, better } = reason;
  return [
    {
      at: index.place,
      ...(refusal ? {} : { steps: -1 }),
      message,
      data: { table: table.ref.name, index: index.name ?? '', method },
      fixes: better === undefined ? [] : changeMethod(table, index, better),
    },
  ];
}

interface Reason {
  readonly message: string;
  /** The method that fits, where it is certain. */
  readonly better?: IndexMethod;
}

/** What PostgreSQL refuses (DefineIndex and ResolveOpClass in its source). */
function refusalOf(table: Table, index: TableIndex, method: IndexMethod, model: Model): Reason | undefined {
  if (method !== 'btree') {
    const name = NAMES[method];
    if (index.kind === 'unique') return { message: `${name} index cannot be unique.`, better: 'btree' };
    if (index.columns.length > 1 && !MULTICOLUMN.has(method)) {
      return { message: `${name} index holds one column, not ${index.columns.length}.`, better: 'btree' };
    }
    if (index.include.length > 0 && !WITH_INCLUDE.has(method))
      return { message: `${name} index cannot include columns.` };
    const sorted = index.origin === 'migration' && index.columns.find(part => part.order ?? part.nulls);
    if (sorted) return { message: `${name} index has no order.` };
  }
  for (const { column: name, operatorClass } of index.columns) {
    const column = table.columns.find(candidate => candidate.name === name);
    if (!column || operatorClass !== undefined) continue;
    const type = columnType(column, table, model);
    if (type === undefined || accepts(method, type)) continue;
    // These extensions bring the classes of the scalar types.
    const scalar = accepts('btree', type);
    if (scalar && (method === 'gin' || method === 'gist') && mayHaveExtension(table, `btree_${method}`, model))
      continue;
    const better = index.columns.length === 1 ? betterFor(type, method) : undefined;
    return {
      message: `${NAMES[method]} index has no operator class for \`${logicalColumn(table, column.name)}\`, which is ${column.databaseType ?? type}.`,
      ...(better === undefined ? {} : { better }),
    };
  }
  return undefined;
}

/** What PostgreSQL accepts and hardly any query can use. Equality of whole values is all that a unique index is for. */
function uselessness(table: Table, index: TableIndex, method: IndexMethod, model: Model): Reason | undefined {
  if (method !== 'btree' || index.kind !== 'index' || index.constraint) return undefined;
  for (const { column: name, operatorClass } of index.columns) {
    const column = table.columns.find(candidate => candidate.name === name);
    const type = column && operatorClass === undefined ? columnType(column, table, model) : undefined;
    const parts = type === undefined ? undefined : WHOLE_ONLY[type];
    if (!column || type === undefined || parts === undefined) continue;
    const better = index.columns.length === 1 ? betterFor(type, method) : undefined;
    return {
      message: `A B-tree compares whole values of \`${logicalColumn(table, column.name)}\`: it finds no ${parts}.`,
      ...(better === undefined ? {} : { better }),
    };
  }
  return undefined;
}

/** What queries look for in a value of the type. */
const WHOLE_ONLY: Readonly<Record<string, string>> = {
  jsonb: 'keys and members of a document',
  array: 'elements of an array',
  tsvector: 'words of a text',
  range: 'points and overlaps of a range',
};

/** For text the class of pg_trgm may have been meant: nobody but the author knows. */
function betterFor(type: string, method: IndexMethod): IndexMethod | undefined {
  if (type === 'jsonb' || type === 'array' || type === 'tsvector') return 'gin';
  if (type === 'range' || ['point', 'box', 'polygon', 'circle'].includes(type)) return 'gist';
  const text = ['text', 'character varying', 'character', 'name'].includes(type);
  return accepts('btree', type) && !(text && method !== 'hash' && method !== 'brin') ? 'btree' : undefined;
}

function changeMethod(table: Table, index: TableIndex, method: IndexMethod): FixIntent[] {
  const { uri, unit } = index.place;
  const first = index.columns[0]?.span;
  if (index.origin === 'declaration') return setMethod(table, index, method);
  if (first === undefined) return [];
  const using = `USING ${method}`;
  // Without a method the parenthesis stands directly before the first column.
  const edit = index.methodSpan
    ? { at: { uri, unit, span: index.methodSpan }, newText: using }
    : { at: { uri, unit, span: { start: first.start - 1, end: first.start - 1 } }, newText: `${using} ` };
  return [
    {
      kind: 'edit-sql',
      title: `Write ${using}`,
      safety: 'review',
      at: index.place,
      edits: [edit],
      editable: table.migrations?.editable ?? false,
    },
  ];
}

/** Prisma has a word for each method; only GIN takes the types it is for without naming operators, and none has an order. */
function setMethod(table: Table, index: TableIndex, method: IndexMethod): FixIntent[] {
  const { language } = table;
  if (language !== 'prisma' || (method !== 'gin' && method !== 'btree')) return [];
  if (method === 'gin' && index.columns.some(({ order }) => order)) return [];
  // Then one of the two is superfluous, which another rule says.
  if (table.indexes.some(other => other !== index && isLike(other, index, method))) return [];
  return [
    {
      kind: 'set-index-method',
      title: method === 'gin' ? 'Write type: Gin' : 'Make it a B-tree',
      safety: 'review',
      at: index.place,
      language,
      method,
    },
  ];
}

function isLike(other: TableIndex, index: TableIndex, method: IndexMethod): boolean {
  const columnsOf = ({ columns }: TableIndex) => columns.map(({ column }) => column).join();
  return indexMethod(other) === method && columnsOf(other) === columnsOf(index);
}

const NAMES: Readonly<Record<IndexMethod, string>> = {
  btree: 'A B-tree',
  hash: 'A hash',
  gin: 'A GIN',
  gist: 'A GiST',
  spgist: 'An SP-GiST',
  brin: 'A BRIN',
};
