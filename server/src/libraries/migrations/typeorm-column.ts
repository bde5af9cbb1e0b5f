import { type Ddl, type TableName, tableNamed, truncate } from './ddl';
import { type Constant, literal, type Members, member, text, texts } from './evaluate';

export interface TypeOrmColumn {
  readonly name: string;
  /** Without keys: they are named, and stand apart. */
  readonly sql: string;
  readonly type?: string;
  readonly nullable: boolean;
  /** The text of a default that is known, and is not that of a number that counts. */
  readonly defaultSql?: string;
  readonly unknownDefault: boolean;
  readonly isPrimary: boolean;
  readonly isUnique: boolean;
  readonly primaryKeyName?: string;
  readonly enumName?: string;
  readonly enumValues?: readonly string[];
}

/** `new TableColumn({ name, type, … })` as SQL. */
export function columnSql(options: Members | undefined, table: TableName, ddl: Ddl): TypeOrmColumn | undefined {
  const get = (key: string): Constant | undefined => literal(member(options, key));
  const name = get('name');
  const type = get('type');
  if (!options || options.open || typeof name !== 'string' || typeof type !== 'string') return undefined;
  const isPrimary = get('isPrimary') === true;
  const nullable = get('isNullable') === true && !isPrimary;
  const enumeration = type === 'enum' || type === 'simple-enum' ? enumOf(options, table, name, ddl) : undefined;
  if (/enum$/.test(type) && !enumeration) return undefined;
  const strategy = get('isGenerated') === true ? (get('generationStrategy') ?? 'increment') : undefined;
  const base = enumeration?.type ?? sqlType(type, get, ddl);
  const written = get('isArray') === true ? `${base}[]` : base;
  const words = [written];
  let unknownDefault = false;
  if (strategy === 'increment') words[0] = serialType(type, ddl);
  else if (strategy === 'identity')
    words.push(`GENERATED ${String(get('generatedIdentity') ?? 'BY DEFAULT')} AS IDENTITY`);
  const expression = text(member(options, 'asExpression'));
  if (expression !== undefined) words.push(`GENERATED ALWAYS AS (${expression}) STORED`);
  if (!nullable) words.push('NOT NULL');
  const given = get('default');
  // The default is SQL as it stands: `"'draft'"`, `'now()'`.
  const defaultSql = given === undefined || given === null || strategy === 'increment' ? undefined : String(given);
  if (defaultSql !== undefined) words.push(`DEFAULT ${defaultSql}`);
  else if (member(options, 'default') && given === undefined) {
    unknownDefault = true;
    words.push("DEFAULT ''");
  } else if (strategy === 'uuid' && ddl.dialect === 'postgres') words.push('DEFAULT uuid_generate_v4()');
  const primaryKeyName = get('primaryKeyConstraintName');
  return {
    name,
    sql: `${ddl.quote(name)} ${words.join(' ')}`,
    ...(strategy === 'increment' ? {} : { type: written }),
    nullable,
    ...(defaultSql === undefined ? {} : { defaultSql }),
    unknownDefault,
    isPrimary,
    isUnique: get('isUnique') === true,
    ...(typeof primaryKeyName === 'string' ? { primaryKeyName } : {}),
    ...(enumeration?.name === undefined ? {} : { enumName: enumeration.name, enumValues: enumeration.values }),
  };
}

function sqlType(type: string, get: (key: string) => Constant | undefined, ddl: Ddl): string {
  const length = get('length');
  const precision = get('precision');
  const scale = get('scale');
  const unsigned = ddl.dialect === 'mysql' && get('unsigned') === true ? ' unsigned' : '';
  if (typeof length === 'string' || typeof length === 'number') {
    if (String(length) !== '') return `${type}(${length})${unsigned}`;
  }
  if (typeof precision === 'number') {
    const timed = /^(timestamp|time)( with(?:out)? time zone)$/i.exec(type);
    if (timed) return `${timed[1]}(${precision})${timed[2]}`;
    return `${type}(${precision}${typeof scale === 'number' ? `, ${scale}` : ''})${unsigned}`;
  }
  if (type === 'datetime' && ddl.dialect === 'postgres') return 'timestamp';
  if (type === 'simple-array' || type === 'simple-json') return 'text';
  return `${type}${unsigned}`;
}

function serialType(type: string, { dialect }: Ddl): string {
  if (dialect === 'mysql') return `${type} AUTO_INCREMENT`;
  if (dialect === 'sqlite') return 'integer';
  if (/^(?:bigint|int8)$/i.test(type)) return 'BIGSERIAL';
  return /^(?:smallint|int2)$/i.test(type) ? 'SMALLSERIAL' : 'SERIAL';
}

interface Enumeration {
  readonly type: string;
  /** Of the type that is made beside the column. */
  readonly name?: string;
  readonly values: readonly string[];
}

/** PostgreSQL's type is called after the table and the column: `orders_status_enum`. */
function enumOf(options: Members, table: TableName, column: string, ddl: Ddl): Enumeration | undefined {
  const values = texts(member(options, 'enum'));
  const given = text(member(options, 'enumName'));
  if (ddl.dialect === 'mysql') {
    return values && { type: `enum (${values.map(ddl.value).join(', ')})`, values };
  }
  if (ddl.dialect !== 'postgres') return { type: 'varchar', values: values ?? [] };
  const name = truncate(given ?? `${table.name}_${column.toLowerCase()}_enum`);
  const type = ddl.table(tableNamed(table.schema, name));
  if (!values) return given === undefined ? undefined : { type, values: [] };
  return { type, name: type, values };
}

export function typeOrmEnum(type: string, values: readonly string[], ddl: Ddl): string {
  return `CREATE TYPE ${type} AS ENUM (${values.map(ddl.value).join(', ')})`;
}
