/** How a script writes its statements. */
export interface SqlStyle {
  readonly lineEnd: string;
  readonly lowerCase: boolean;
  /** Every name in quotes, as generators write them. */
  readonly quoteAll: boolean;
  /** Backticks. */
  readonly mysql: boolean;
}

export const DEFAULT_STYLE: SqlStyle = { lineEnd: '\n', lowerCase: false, quoteAll: false, mysql: false };

export interface IndexToWrite {
  readonly indexName: string;
  /** As it is written in the statement. */
  readonly table: string;
  /** Columns, or expressions as SQL. */
  readonly columns: readonly string[];
  readonly concurrently: boolean;
  readonly method?: string;
  readonly operatorClass?: string;
  /** What brings the operator class. */
  readonly extension?: string;
}

export function createIndexStatement(index: IndexToWrite, style: SqlStyle): string {
  const { method, operatorClass, extension } = index;
  const text = (keyword: string): string => (style.lowerCase ? keyword.toLowerCase() : keyword);
  // Two statements that are sent together are one transaction, in which CONCURRENTLY is refused.
  const words = `CREATE INDEX${index.concurrently && extension === undefined ? ' CONCURRENTLY' : ''}`;
  const columns = index.columns.map(
    column =>
      (column.includes('(') ? column : quoteName(column, style)) +
      (operatorClass === undefined ? '' : ` ${operatorClass}`),
  );
  const using = method === undefined ? '' : ` ${text('USING')} ${method}`;
  const statement = `${text(words)} ${quoteName(index.indexName, style)} ${text('ON')} ${index.table}${using} (${columns.join(', ')});`;
  if (extension === undefined) return statement;
  return `${text('CREATE EXTENSION IF NOT EXISTS')} ${quoteName(extension, style)};${style.lineEnd}${statement}`;
}

export function quoteName(name: string, style: SqlStyle): string {
  const plain = style.mysql ? /^[A-Za-z_][\w$]*$/ : /^[a-z_][a-z0-9_$]*$/;
  if (!style.quoteAll && plain.test(name) && !RESERVED.has(name.toLowerCase())) return name;
  const quote = style.mysql ? '`' : '"';
  return quote + name.replaceAll(quote, quote + quote) + quote;
}

/** Reserved in PostgreSQL (appendix C of its manual) or in MySQL. */
const RESERVED = new Set(
  'all analyse analyze and any array as asc asymmetric authorization between binary both by case cast change check collate collation column columns concurrently condition constraint create cross cube current_catalog current_date current_role current_schema current_time current_timestamp current_user database default deferrable delete desc describe distinct do drop else end except exists explain false fetch for foreign freeze from full function grant group grouping groups having ilike in index initially inner insert intersect interval into is isnull join key keys lateral lead leading left like limit localtime localtimestamp lock match natural not notnull null of offset on only option or order outer over overlaps placing primary rank read references returning right row rows schema select separator session_user set similar some symmetric system system_user table tablesample then to trailing trigger true union unique update usage use user using values variadic verbose when where window with write'.split(
    ' ',
  ),
);
