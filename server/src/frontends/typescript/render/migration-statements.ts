import type { FixIntent } from '../../../core/fix';

export type AddIndexMigration = Extract<FixIntent, { readonly kind: 'add-index-migration' }>;
export type DropIndexMigration = Extract<FixIntent, { readonly kind: 'drop-index-migration' }>;

/** What a new migration says, in the words of its tool. `outside`: it must not run in a transaction. */
export interface MigrationStatements {
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly outside: boolean;
}

interface Index {
  readonly schema?: string;
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly concurrently: boolean;
  readonly method?: string;
  readonly operatorClass?: string;
  readonly constraint?: boolean;
  readonly mysql: boolean;
}

/** How a tool writes it; `quote` makes a text of the program. */
export interface Words {
  readonly handle: string;
  text(value: string): string;
  /** A text that holds SQL. */
  sql(value: string): string;
}

export function statementsOf(
  intent: AddIndexMigration | DropIndexMigration,
  words: Words,
): MigrationStatements | { readonly declined: string } {
  const schema =
    intent.schema === undefined || intent.schema === 'public' || intent.schema === '' ? {} : { schema: intent.schema };
  const needsExtension = intent.kind === 'add-index-migration' && intent.extension !== undefined;
  const concurrently = intent.concurrently && intent.dialect === 'postgres' && !needsExtension;
  const index: Index = {
    ...schema,
    table: intent.table,
    name: intent.indexName,
    columns: intent.columns ?? [],
    concurrently,
    mysql: intent.dialect === 'mysql',
    ...(intent.kind === 'add-index-migration' && intent.method !== undefined ? { method: intent.method } : {}),
    ...(intent.kind === 'add-index-migration' && intent.operatorClass !== undefined
      ? { operatorClass: intent.operatorClass }
      : {}),
    ...(intent.kind === 'drop-index-migration' && intent.constraint ? { constraint: true } : {}),
  };
  const tool = TOOLS[intent.tool];
  if (!tool) return { declined: 'This tool runs scripts, not programs.' };
  const outside = concurrently;
  if (intent.kind === 'add-index-migration') {
    const extension =
      intent.extension === undefined ? [] : [tool.sql(`CREATE EXTENSION IF NOT EXISTS ${intent.extension}`, words)];
    const down = { ...index, concurrently };
    return { up: [...extension, tool.create(index, words)], down: [tool.drop(down, words)], outside };
  }
  if (intent.columns === undefined || intent.columns.length === 0) {
    return { declined: 'The way back must create the index again: write this migration by hand.' };
  }
  const again = index.constraint ? tool.sql(uniqueSql(index), words) : tool.create(index, words);
  const gone = index.constraint ? tool.sql(dropConstraintSql(index), words) : tool.drop(index, words);
  return { up: [gone], down: [again], outside: outside && !index.constraint };
}

interface ToolWords {
  create(index: Index, words: Words): string;
  drop(index: Index, words: Words): string;
  sql(sql: string, words: Words): string;
}

/** Builders can say a plain index; anything else is SQL. */
function isPlain({ columns, method, operatorClass }: Index): boolean {
  return method === undefined && operatorClass === undefined && columns.every(isName);
}

function isName(column: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_$ ]*$/u.test(column);
}

function list(columns: readonly string[], { text }: Words): string {
  return `[${columns.map(text).join(', ')}]`;
}

const KNEX: ToolWords = {
  create(index, words) {
    if (!isPlain(index) || index.concurrently) return KNEX.sql(createSql(index), words);
    return alterKnex(index, `index(${list(index.columns, words)}, ${words.text(index.name)})`, words);
  },
  drop(index, words) {
    if (index.concurrently) return KNEX.sql(dropSql(index), words);
    return alterKnex(index, `dropIndex(${list(index.columns, words)}, ${words.text(index.name)})`, words);
  },
  sql: (sql, { handle, sql: text }) => `await ${handle}.raw(${text(sql)})`,
};

function alterKnex({ schema, table }: Index, call: string, { handle, text }: Words): string {
  const inSchema = schema === undefined ? '' : `.withSchema(${text(schema)})`;
  return `await ${handle}.schema${inSchema}.alterTable(${text(table)}, table => {\n>table.${call};\n})`;
}

const SEQUELIZE: ToolWords = {
  create(index, words) {
    if (!isPlain(index)) return SEQUELIZE.sql(createSql(index), words);
    const concurrently = index.concurrently ? '>concurrently: true,\n' : '';
    return `await ${words.handle}.addIndex(${sequelizeTable(index, words)}, {\n>fields: ${list(index.columns, words)},\n>name: ${words.text(index.name)},\n${concurrently}})`;
  },
  drop(index, words) {
    const concurrently = index.concurrently ? ', { concurrently: true }' : '';
    // What names an index without its schema does not find it there.
    if (index.schema !== undefined) return SEQUELIZE.sql(dropSql(index), words);
    return `await ${words.handle}.removeIndex(${words.text(index.table)}, ${words.text(index.name)}${concurrently})`;
  },
  sql: (sql, { handle, sql: text }) => `await ${handle}.sequelize.query(${text(sql)})`,
};

function sequelizeTable({ schema, table }: Index, { text }: Words): string {
  return schema === undefined ? text(table) : `{ tableName: ${text(table)}, schema: ${text(schema)} }`;
}

const NODE_PG_MIGRATE: ToolWords = {
  create(index, words) {
    if (!isPlain(index)) return NODE_PG_MIGRATE.sql(createSql(index), words);
    return `${words.handle}.createIndex(${pgTable(index, words)}, ${list(index.columns, words)}, ${pgOptions(index, words)})`;
  },
  drop(index, words) {
    const columns = isPlain(index) ? list(index.columns, words) : '[]';
    return `${words.handle}.dropIndex(${pgTable(index, words)}, ${columns}, ${pgOptions(index, words)})`;
  },
  sql: (sql, { handle, sql: text }) => `${handle}.sql(${text(sql)})`,
};

function pgTable({ schema, table }: Index, { text }: Words): string {
  return schema === undefined ? text(table) : `{ schema: ${text(schema)}, name: ${text(table)} }`;
}

function pgOptions({ name, concurrently }: Index, { text }: Words): string {
  return `{ name: ${text(name)}${concurrently ? ', concurrently: true' : ''} }`;
}

const KYSELY: ToolWords = {
  create(index, words) {
    if (!isPlain(index)) return KYSELY.sql(createSql(index), words);
    return `await ${kyselySchema(index, words)}\n>.createIndex(${words.text(index.name)})\n>.on(${words.text(index.table)})\n>.columns(${list(index.columns, words)})\n>.execute()`;
  },
  drop(index, words) {
    const on = index.mysql ? `.on(${words.text(index.table)})` : '';
    return `await ${kyselySchema(index, words)}.dropIndex(${words.text(index.name)})${on}.execute()`;
  },
  sql: (sql, { handle }) => `await sql\`${sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\`.execute(${handle})`,
};

function kyselySchema({ schema }: Index, { handle, text }: Words): string {
  return schema === undefined ? `${handle}.schema` : `${handle}.withSchema(${text(schema)}).schema`;
}

/** Tools whose migrations are SQL in strings. */
function plain(call: (handle: string, text: string) => string): ToolWords {
  const words: ToolWords = {
    create: (index, given) => words.sql(createSql(index), given),
    drop: (index, given) => words.sql(dropSql(index), given),
    sql: (sql, { handle, sql: text }) => call(handle, text(sql)),
  };
  return words;
}

const TOOLS: Readonly<Partial<Record<string, ToolWords>>> = {
  knex: KNEX,
  sequelize: SEQUELIZE,
  'node-pg-migrate': NODE_PG_MIGRATE,
  kysely: KYSELY,
  typeorm: plain((handle, text) => `await ${handle}.query(${text})`),
  'mikro-orm': plain((_, text) => `this.addSql(${text})`),
};

function quote(name: string, mysql: boolean): string {
  return mysql ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`;
}

function qualified({ schema, mysql }: Index, name: string): string {
  return schema === undefined || mysql ? quote(name, mysql) : `${quote(schema, mysql)}.${quote(name, mysql)}`;
}

function createSql(index: Index): string {
  const { name, table, columns, concurrently, method, operatorClass, mysql } = index;
  const parts = columns.map(
    column =>
      (isName(column) ? quote(column, mysql) : column) + (operatorClass === undefined ? '' : ` ${operatorClass}`),
  );
  const using = method === undefined ? '' : ` USING ${method}`;
  return `CREATE INDEX${concurrently ? ' CONCURRENTLY' : ''} ${quote(name, mysql)} ON ${qualified(index, table)}${using} (${parts.join(', ')})`;
}

function dropSql(index: Index): string {
  const { name, table, concurrently, mysql } = index;
  if (mysql) return `DROP INDEX ${quote(name, true)} ON ${quote(table, true)}`;
  return `DROP INDEX${concurrently ? ' CONCURRENTLY' : ''} ${qualified(index, name)}`;
}

function dropConstraintSql(index: Index): string {
  const words = index.mysql ? 'DROP INDEX' : 'DROP CONSTRAINT';
  return `ALTER TABLE ${qualified(index, index.table)} ${words} ${quote(index.name, index.mysql)}`;
}

function uniqueSql(index: Index): string {
  const columns = index.columns.map(column => quote(column, index.mysql)).join(', ');
  return `ALTER TABLE ${qualified(index, index.table)} ADD CONSTRAINT ${quote(index.name, index.mysql)} UNIQUE (${columns})`;
}
