import type { Dialect } from '../../core/facts/sql-template';
import type { Value } from '../../core/facts/values';
import { type Located, literal, member, members, resolve, text, texts } from '../migrations/evaluate';

/** A type of Sequelize's `DataTypes` in a dialect. */
export interface SequelizeType {
  /** As SQL; for an enum of PostgreSQL absent: its type is named after table and column. */
  readonly sql?: string;
  readonly enumValues?: readonly string[];
  readonly array: boolean;
  /** `DataTypes.BIGINT` → `BIGINT`. */
  readonly name: string;
}

/** `DataTypes.STRING(40)`, `Sequelize.ARRAY(Sequelize.TEXT)`, `'VARCHAR(20)'`. */
export function sequelizeType(located: Located, dialect: Dialect): SequelizeType | undefined {
  const raw = text(located);
  if (raw !== undefined) return { sql: raw, array: false, name: raw };
  const written = typeWritten(located);
  return written && typeOf(written, dialect);
}

interface WrittenType {
  readonly name: string;
  /** `STRING.BINARY`, `INTEGER.UNSIGNED`. */
  readonly marks: readonly string[];
  readonly argument: (index: number) => Located | undefined;
  readonly argumentCount: number;
}

const TYPE = /^[A-Z][A-Z0-9]+$/;

function typeWritten(located: Located, depth = 0): WrittenType | undefined {
  if (depth > 8) return undefined;
  const { value, scope } = located;
  if (value.kind === 'ref') {
    const marks = upperCaseEnd(value.path);
    const [name, ...rest] = marks;
    if (name !== undefined) return { name, marks: rest, argument: () => undefined, argumentCount: 0 };
    return nameBehind(value, located, depth);
  }
  if (value.kind !== 'call') return undefined;
  const chain = scope.unit.calls.find(({ id }) => id === value.call);
  const [link, ...more] = chain?.links ?? [];
  if (!chain || !link || chain.root.kind !== 'ref') return undefined;
  const callee: Value = {
    ...chain.root,
    path: link.name === '' ? chain.root.path : [...chain.root.path, ...link.via, link.name],
  };
  const called = typeWritten({ value: callee, scope }, depth + 1);
  const marks = [...more.flatMap(({ via, name }) => [...via, name]), ...value.path];
  return (
    called && {
      name: called.name,
      marks: [...called.marks, ...marks],
      argument: index => {
        const given = link.args[index];
        return given && !given.spread ? { value: given.value, scope } : undefined;
      },
      argumentCount: link.args.length,
    }
  );
}

function upperCaseEnd(path: readonly string[]): readonly string[] {
  const from = path.findIndex(name => TYPE.test(name));
  return from < 0 ? [] : path.slice(from);
}

/** `const { STRING } = DataTypes`, `import { STRING } from 'sequelize'`, `const idType = DataTypes.UUID`. */
function nameBehind(value: Value & { readonly kind: 'ref' }, located: Located, depth: number): WrittenType | undefined {
  const { scope } = located;
  const { root } = value;
  if (root.kind === 'local') {
    const binding = scope.unit.bindings.find(({ id }) => id === root.binding);
    const last = binding?.path.at(-1);
    if (last !== undefined && TYPE.test(last)) {
      return { name: last, marks: value.path, argument: () => undefined, argumentCount: 0 };
    }
  }
  const known = scope.context.resolve(value);
  const exported = known?.kind === 'package' ? [known.name, ...known.rest] : undefined;
  const [name, ...marks] = exported ? upperCaseEnd(exported) : [];
  if (name !== undefined) return { name, marks, argument: () => undefined, argumentCount: 0 };
  const behind = resolve(located);
  return behind && behind.value !== value ? typeWritten(behind, depth + 1) : undefined;
}

function typeOf(type: WrittenType, dialect: Dialect): SequelizeType | undefined {
  const { name } = type;
  if (name === 'ARRAY') {
    const given = type.argument(0);
    const of = given && sequelizeType(given, dialect);
    if (!of || dialect !== 'postgres') return undefined;
    return { ...of, ...(of.sql === undefined ? {} : { sql: `${of.sql}[]` }), array: true };
  }
  if (name === 'ENUM') {
    const enumValues = enumValuesOf(type);
    if (!enumValues) return undefined;
    if (dialect === 'postgres') return { enumValues, array: false, name };
    const list = enumValues.map(value => `'${value.replaceAll("'", "''")}'`).join(', ');
    return { sql: dialect === 'mysql' ? `ENUM(${list})` : 'TEXT', enumValues, array: false, name };
  }
  const sql = dialect === 'mysql' ? mysqlType(type) : dialect === 'sqlite' ? sqliteType(type) : postgresType(type);
  return sql === undefined ? undefined : { sql, array: false, name };
}

function enumValuesOf({ argument, argumentCount }: WrittenType): readonly string[] | undefined {
  const first = argument(0);
  const list = texts(member(members(first), 'values')) ?? (text(first) === undefined ? texts(first) : undefined);
  if (list) return list;
  const all = Array.from({ length: argumentCount }, (_, index) => text(argument(index)));
  return all.length > 0 && all.every(value => value !== undefined) ? all : undefined;
}

function size({ argument }: WrittenType, index = 0, key = 'length'): number | undefined {
  const given = literal(argument(index)) ?? literal(member(members(argument(0)), key));
  return typeof given === 'number' ? given : undefined;
}

function decimal(type: WrittenType): string {
  const precision = size(type, 0, 'precision');
  const scale = size(type, 1, 'scale');
  if (precision === undefined) return 'DECIMAL';
  return scale === undefined ? `DECIMAL(${precision})` : `DECIMAL(${precision},${scale})`;
}

const POSTGRES: Readonly<Record<string, string>> = {
  TEXT: 'TEXT',
  INTEGER: 'INTEGER',
  BIGINT: 'BIGINT',
  SMALLINT: 'SMALLINT',
  FLOAT: 'FLOAT',
  REAL: 'REAL',
  DOUBLE: 'DOUBLE PRECISION',
  BOOLEAN: 'BOOLEAN',
  DATE: 'TIMESTAMP WITH TIME ZONE',
  DATEONLY: 'DATE',
  TIME: 'TIME',
  UUID: 'UUID',
  UUIDV1: 'UUID',
  UUIDV4: 'UUID',
  JSON: 'JSON',
  JSONB: 'JSONB',
  BLOB: 'BYTEA',
  HSTORE: 'HSTORE',
  INET: 'INET',
  CIDR: 'CIDR',
  MACADDR: 'MACADDR',
  CITEXT: 'CITEXT',
  TSVECTOR: 'TSVECTOR',
};

function postgresType(type: WrittenType): string | undefined {
  switch (type.name) {
    case 'STRING':
    case 'CHAR':
      if (type.marks.includes('BINARY')) return 'BYTEA';
      return `${type.name === 'CHAR' ? 'CHAR' : 'VARCHAR'}(${size(type) ?? 255})`;
    case 'DECIMAL':
    case 'NUMERIC':
      return decimal(type);
    default:
      return POSTGRES[type.name];
  }
}

const MYSQL: Readonly<Record<string, string>> = {
  TINYINT: 'TINYINT',
  SMALLINT: 'SMALLINT',
  MEDIUMINT: 'MEDIUMINT',
  INTEGER: 'INTEGER',
  BIGINT: 'BIGINT',
  FLOAT: 'FLOAT',
  REAL: 'REAL',
  DOUBLE: 'DOUBLE PRECISION',
  BOOLEAN: 'TINYINT(1)',
  DATEONLY: 'DATE',
  TIME: 'TIME',
  UUID: 'CHAR(36) BINARY',
  JSON: 'JSON',
};

function mysqlType(type: WrittenType): string | undefined {
  const { name, marks } = type;
  const unsigned = marks.includes('UNSIGNED') ? ' UNSIGNED' : '';
  const word = text(type.argument(0))?.toUpperCase();
  switch (name) {
    case 'STRING':
    case 'CHAR':
      return `${name === 'CHAR' ? 'CHAR' : 'VARCHAR'}(${size(type) ?? 255})${marks.includes('BINARY') ? ' BINARY' : ''}`;
    case 'TEXT':
    case 'BLOB':
      return word === 'TINY' || word === 'MEDIUM' || word === 'LONG' ? `${word}${name}` : name;
    case 'DATE':
      return size(type) === undefined ? 'DATETIME' : `DATETIME(${size(type)})`;
    case 'DECIMAL':
    case 'NUMERIC':
      return `${decimal(type)}${unsigned}`;
    default: {
      const plain = MYSQL[name];
      if (plain === undefined) return undefined;
      const width = /INT(?:EGER)?$/.test(name) ? size(type) : undefined;
      return `${plain}${width === undefined ? '' : `(${width})`}${unsigned}`;
    }
  }
}

const SQLITE: Readonly<Record<string, string>> = {
  ...MYSQL,
  TEXT: 'TEXT',
  DATE: 'DATETIME',
  UUID: 'UUID',
  BLOB: 'BLOB',
  CITEXT: 'TEXT COLLATE NOCASE',
};

function sqliteType(type: WrittenType): string | undefined {
  if (type.name === 'STRING' || type.name === 'CHAR') {
    if (type.marks.includes('BINARY'))
      return `${type.name === 'CHAR' ? 'CHAR' : 'VARCHAR'} BINARY(${size(type) ?? 255})`;
    return `${type.name === 'CHAR' ? 'CHAR' : 'VARCHAR'}(${size(type) ?? 255})`;
  }
  return type.name === 'DECIMAL' || type.name === 'NUMERIC' ? decimal(type) : SQLITE[type.name];
}
