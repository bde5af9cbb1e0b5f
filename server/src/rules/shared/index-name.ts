import type { Model, Table } from '../../core/model';

/**
 * A name for a new index, made as the project makes them: the form that most of its own indexes have. It is free, and fits
 * into the 63 bytes at which PostgreSQL cuts names.
 */
export function nameIndex(table: Table, columns: readonly string[], model: Model): string {
  const tables = model.tables(table.ref.database);
  const taken = new Set(tables.flatMap(other => [other.ref.name, ...other.indexes.flatMap(({ name }) => name ?? [])]));
  const form = formOf(tables);
  for (let number = 0; ; number++) {
    const name = fitName(form, table.ref.name, columns, number === 0 ? '' : String(number));
    if (!taken.has(name)) return name;
  }
}

interface NameForm {
  readonly before: string;
  /** Between the table and the columns. */
  readonly middle: string;
  readonly between: string;
  readonly after: string;
}

/** PostgreSQL's own form, which is Prisma's as well. */
const DEFAULT_FORM: NameForm = { before: '', middle: '_', between: '_', after: '_idx' };

/** Forms that tools and teams use: Rails, Knex and MikroORM, SQLAlchemy, Sequelize. */
const FORMS: readonly NameForm[] = [
  DEFAULT_FORM,
  { before: 'index_', middle: '_on_', between: '_and_', after: '' },
  { before: 'idx_', middle: '_', between: '_', after: '' },
  { before: 'ix_', middle: '_', between: '_', after: '' },
  { before: '', middle: '_', between: '_', after: '_index' },
  { before: '', middle: '_', between: '_', after: '_ix' },
  { before: 'idx_', middle: '_on_', between: '_', after: '' },
  { before: '', middle: '_', between: '_', after: '' },
];

/** What an index is called says something only where somebody chose it: a constraint names its own. */
function formOf(tables: readonly Table[]): NameForm {
  const uses = new Map<NameForm, number>();
  for (const { ref, indexes } of tables) {
    for (const { kind, constraint, name, columns } of indexes) {
      if (kind !== 'index' || constraint || name === undefined) continue;
      const names = columns.flatMap(({ column }) => column ?? []);
      const form = FORMS.find(candidate => write(candidate, ref.name, names.join(candidate.between)) === name);
      if (form) uses.set(form, (uses.get(form) ?? 0) + 1);
    }
  }
  let best = DEFAULT_FORM;
  for (const [form, count] of uses) if (count > (uses.get(best) ?? 0)) best = form;
  return best;
}

function write({ before, middle, after }: NameForm, table: string, columns: string): string {
  return `${before}${table}${middle}${columns}${after}`;
}

const LONGEST = 63;

function fitName(form: NameForm, table: string, columns: readonly string[], suffix: string): string {
  let words = columns.join(form.between);
  let cutTable = table;
  const name = (): string => write(form, cutTable, words) + suffix;
  // The longer of the two gives way first, as in PostgreSQL's makeObjectName.
  while (byteLength(name()) > LONGEST) {
    if (words.length >= cutTable.length) words = words.slice(0, -1);
    else cutTable = cutTable.slice(0, -1);
  }
  return name();
}

function byteLength(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
