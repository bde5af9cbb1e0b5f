import type { NamingStrategy } from '../../core/project';
import { baseNameOf } from '../../core/uri';
import { argumentsOf, textOfProperty } from '../literals';
import { dialectNamed } from './dialect-names';
import type { OrmKind, OrmSetup } from './orm-kind';

export const typeormKind: OrmKind = {
  id: 'typeorm',
  // `@n8n/typeorm` is a fork that says what TypeORM says.
  packages: /^(?:typeorm|@n8n\/typeorm|@nestjs\/typeorm)$/,
  migrations: 'typeorm',
  mentions: text =>
    /@(?:View|Child)?Entity\b|EntitySchema|DataSource|TypeOrmModule|createConnection|typeorm/i.test(text),
  declares: code => (TABLES.test(code) && !code.includes('@mikro-orm/') ? ['any'] : []),
  setups(uri, code) {
    if (/^ormconfig\./.test(baseNameOf(uri))) return [setupOf(code, code)];
    if (!/typeorm/i.test(code)) return [];
    const calls = argumentsOf(code, '(?:\\w+\\.)?(?:DataSource|createConnections?|forRoot|forRootAsync)');
    const options = [...code.matchAll(/:\s*\w*(?:DataSourceOptions|ConnectionOptions|TypeOrmModuleOptions)\b/g)];
    // The options often stand in a constant of their own, or in a function that gives them.
    const texts = calls.some(call => /(?<![\w.])type['"]?\s*:/.test(call)) ? calls : options.length > 0 ? [code] : [];
    return texts.map(text => setupOf(text, code)).filter(({ dialect, naming }) => dialect ?? naming);
  },
};

const TABLES = /@(?:View|Child)?Entity\s*\(|new\s+EntitySchema\s*[<(]/;

function setupOf(options: string, code: string): OrmSetup {
  const dialect = dialectNamed(textOfProperty(options, 'type'));
  return { ...(dialect === undefined ? {} : { dialect }), naming: namingOf(options, code) };
}

/** What is derived from the names of classes and properties is known for the default and for one well-known package. */
function namingOf(options: string, code: string): NamingStrategy {
  if (/(?<![\w.])entityPrefix\b/.test(options)) return 'unknown';
  const strategy = /(?<![\w.])namingStrategy['"]?\s*(?::\s*(?:new\s+)?(\w+)|[,}])/.exec(options);
  if (!strategy) return 'default';
  const isKnown = strategy[1] === 'SnakeNamingStrategy' && code.includes('typeorm-naming-strategies');
  return isKnown ? 'snake' : 'unknown';
}
