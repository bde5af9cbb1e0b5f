import type { Dialect } from '../../core/facts/sql-template';
import type { NamingStrategy } from '../../core/project';
import { baseNameOf } from '../../core/uri';
import { argumentsOf, textOfProperty, textsOfProperty } from '../literals';
import type { DeclaredDialect, OrmKind, OrmSetup } from './orm-kind';

export const drizzleKind: OrmKind = {
  id: 'drizzle',
  packages: /^drizzle-(?:orm|kit)$/,
  migrations: 'drizzle',
  mentions: text =>
    /(?:pg|mysql|sqlite)(?:Table|Schema|View|MaterializedView|Enum)|drizzle|\brelations\s*\(|defineRelations/.test(
      text,
    ),
  declares(code) {
    const found: DeclaredDialect[] = WORDS.filter(([, words]) => words.test(code)).map(([dialect]) => dialect);
    if (found.length === 0 && RELATIONS.test(code) && code.includes('drizzle-orm')) found.push('any');
    return found;
  },
  setups(uri, code) {
    const isConfig = /^drizzle.*\.config\.\w+$|^drizzle\.config/.test(baseNameOf(uri)) || KIT_CONFIG.test(code);
    if (isConfig) return [configOf(code)];
    // The client's own `casing` must say what the config's says, or the queries name other columns than the migrations.
    const naming = argumentsOf(code, 'drizzle')
      .map(namingOf)
      .find(value => value !== undefined);
    return naming === undefined ? [] : [{ naming }];
  },
  // Without drizzle-kit nothing makes the tables out of the schema: it may leave out keys, indexes and columns.
  creates: (home, setups) =>
    home.dependencies['drizzle-kit'] !== undefined || setups.some(({ out }) => out !== undefined),
};

const KIT_CONFIG = /['"]drizzle-kit['"][\s\S]*(?<![\w.])(?:dialect|driver)['"]?\s*:/;
const RELATIONS = /(?<![\w.])(?:relations|defineRelations)\s*\(/;

const WORDS: readonly (readonly [Dialect, RegExp])[] = [
  ['postgres', wordsOf('pg')],
  ['mysql', wordsOf('mysql')],
  ['sqlite', wordsOf('sqlite')],
];

/** Its own words, or a table made by a function of the project from columns that are imported from its module. */
function wordsOf(prefix: string): RegExp {
  const own = `(?<![\\w.])${prefix}(?:Table|TableCreator|Schema|View|MaterializedView|Enum)\\s*(?:\\.\\w+\\s*)?[(<]`;
  const made = `from\\s+['"]drizzle-orm/${prefix}-core['"][\\s\\S]*(?:\\w[tT]able\\w*|\\.\\s*(?:table|view|enum))\\s*\\(\\s*['"\`]`;
  return new RegExp(`${own}|${made}`);
}

function configOf(code: string): OrmSetup {
  const dialect = DIALECTS[textOfProperty(code, 'dialect') ?? ''] ?? DRIVERS[textOfProperty(code, 'driver') ?? ''];
  const schema = textsOfProperty(code, 'schema');
  const out = textOfProperty(code, 'out');
  return {
    ...(dialect === undefined ? {} : { dialect }),
    ...(schema === undefined ? {} : { schema }),
    out: out ?? 'drizzle',
    naming: namingOf(code) ?? (/(?<![\w.])casing\s*[:,}]/.test(code) ? 'unknown' : 'default'),
  };
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  postgresql: 'postgres',
  mysql: 'mysql',
  sqlite: 'sqlite',
  turso: 'sqlite',
};

/** Before drizzle-kit 0.21 the driver said which database it is. */
const DRIVERS: Readonly<Record<string, Dialect>> = {
  pg: 'postgres',
  mysql2: 'mysql',
  'better-sqlite': 'sqlite',
  libsql: 'sqlite',
  turso: 'sqlite',
  d1: 'sqlite',
  'd1-http': 'sqlite',
  expo: 'sqlite',
  'aws-data-api': 'postgres',
  pglite: 'postgres',
};

function namingOf(code: string): NamingStrategy | undefined {
  const casing = textOfProperty(code, 'casing');
  return casing === 'snake_case' ? 'snake' : casing === 'camelCase' ? 'camel' : undefined;
}
