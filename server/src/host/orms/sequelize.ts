import type { NamingStrategy } from '../../core/project';
import { argumentsOf, insideBrackets, textOfProperty } from '../literals';
import { dialectNamed } from './dialect-names';
import type { OrmKind, OrmSetup } from './orm-kind';

export const sequelizeKind: OrmKind = {
  id: 'sequelize',
  packages: /^(?:sequelize|sequelize-typescript|sequelize-cli|@sequelize\/core)$/,
  migrations: 'sequelize',
  mentions: text => /sequelize|DataTypes|"dialect"/i.test(text),
  declares: code => (TABLES.test(code) || isDecorated(code) ? ['any'] : []),
  setups(uri, code) {
    if (
      /\/config(?:\/config)?\.(?:json|[cm]?[jt]s)$|\/config\/database\.\w+$/.test(uri) &&
      /['"]?dialect['"]?\s*:/.test(code)
    ) {
      return [setupOf(code)];
    }
    if (!/sequelize/i.test(code)) return [];
    return argumentsOf(code, '(?:\\w+\\.)?(?:Sequelize|forRoot|forRootAsync)')
      .map(setupOf)
      .filter(({ dialect, naming }) => dialect !== undefined || naming !== 'default');
  },
};

const TABLES =
  /\w+\.define\s*(?:<[^()]*>)?\s*\([\s\S]*\b(?:DataTypes|Sequelize|type)\b|\.init\s*\([\s\S]*\bDataTypes\b|\bDataTypes\b[\s\S]*\.init\s*\(|\.(?:belongsTo|hasMany|hasOne|belongsToMany)\s*\(/;

function isDecorated(code: string): boolean {
  return code.includes('sequelize-typescript') && /@Table\b/.test(code);
}

function setupOf(options: string): OrmSetup {
  const protocol = /['"`](postgres(?:ql)?|mysql|mariadb|sqlite|mssql):/.exec(options)?.[1];
  const dialect = dialectNamed(textOfProperty(options, 'dialect') ?? protocol);
  return { ...(dialect === undefined ? {} : { dialect }), naming: namingOf(options) };
}

/** `define` holds what every model says unless it says otherwise; only `underscored` is known to change names in one way. */
function namingOf(options: string): NamingStrategy {
  // All tables stand in a schema of their own.
  if (textOfProperty(options, 'schema') !== undefined) return 'unknown';
  const define = /(?<![\w.])['"]?define['"]?\s*:\s*/.exec(options);
  if (!define) return /(?<![\w.])define\s*[,}]|\.\.\./.test(options) ? 'unknown' : 'default';
  const start = define.index + define[0].length;
  if (options[start] !== '{') return 'unknown';
  const content = insideBrackets(options, start);
  if (/\.\.\.|freezeTableName|schema|hooks|name\s*:|tableName/.test(content)) return 'unknown';
  const underscored = /(?<![\w.])['"]?underscored['"]?\s*:\s*(\w+)/.exec(content)?.[1];
  if (underscored === undefined || underscored === 'false') return 'default';
  return underscored === 'true' ? 'snake' : 'unknown';
}
