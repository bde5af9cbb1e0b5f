import type { Dialect } from '../../core/facts/sql-template';
import type { NamingStrategy } from '../../core/project';
import { baseNameOf } from '../../core/uri';
import { argumentsOf, textOfProperty } from '../literals';
import { dialectNamed } from './dialect-names';
import type { OrmKind, OrmSetup } from './orm-kind';

export const mikroOrmKind: OrmKind = {
  id: 'mikro-orm',
  packages: /^@mikro-orm\//,
  migrations: 'mikro-orm',
  mentions: text => text.includes('@mikro-orm/') || /mikro-orm|@Entity\b|EntitySchema|defineEntity/.test(text),
  declares: code => (TABLES.test(code) && !/['"]typeorm['"]/.test(code) ? ['any'] : []),
  setups(uri, code) {
    const isConfig = /mikro-orm.*config\.\w+$/.test(baseNameOf(uri));
    if (!isConfig && !code.includes('@mikro-orm/')) return [];
    const calls = isConfig
      ? [code]
      : argumentsOf(code, '(?:\\w+\\.)?(?:MikroORM\\.init(?:Sync)?|forRoot|forRootAsync|defineConfig)');
    return calls.map(options => setupOf(options, code));
  },
  dialectOf: dependency => DRIVER_PACKAGES[/^@mikro-orm\/(.+)$/.exec(dependency)?.[1] ?? ''],
};

const TABLES = /@Entity\s*\(|new\s+EntitySchema\s*[<(]|(?<![\w.])defineEntity\s*\(/;

const DRIVER_PACKAGES: Readonly<Record<string, Dialect>> = {
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
  sqlite: 'sqlite',
  'better-sqlite': 'sqlite',
  libsql: 'sqlite',
  mssql: 'sqlserver',
  mongodb: 'mongo',
};

const DRIVER_CLASSES: Readonly<Record<string, Dialect>> = {
  PostgreSqlDriver: 'postgres',
  MySqlDriver: 'mysql',
  MariaDbDriver: 'mysql',
  SqliteDriver: 'sqlite',
  BetterSqliteDriver: 'sqlite',
  LibSqlDriver: 'sqlite',
  MsSqlDriver: 'sqlserver',
  MongoDriver: 'mongo',
};

function setupOf(options: string, code: string): OrmSetup {
  const driver = DRIVER_CLASSES[/(?<![\w.])driver\s*:\s*(\w+)/.exec(options)?.[1] ?? ''];
  const from = [...code.matchAll(/['"]@mikro-orm\/([\w-]+)['"]/g)].map(match => DRIVER_PACKAGES[match[1] ?? '']);
  const dialect = driver ?? dialectNamed(textOfProperty(options, 'type')) ?? from.find(one => one !== undefined);
  return { ...(dialect === undefined ? {} : { dialect }), naming: namingOf(options) };
}

/** Words in lower case, joined by underscores, is what it does by itself. */
function namingOf(options: string): NamingStrategy {
  const strategy = /(?<![\w.])namingStrategy\s*(?::\s*(\w+)|[,}])/.exec(options);
  return !strategy || strategy[1] === 'UnderscoreNamingStrategy' ? 'default' : 'unknown';
}
