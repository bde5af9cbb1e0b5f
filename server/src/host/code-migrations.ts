import type { Dialect } from '../core/facts/sql-template';
import type { MigrationSet, MigrationTool, NamingStrategy, PackageFact } from '../core/project';
import { baseNameOf, isInside, parentOf, type Uri } from '../core/uri';
import { type Discovery, packageOf } from './discovery';
import { withoutComments } from './literals';
import { compareNumbered } from './migration-order';

/** A folder of migrations written as programs. */
export interface CodeMigrations {
  readonly tool: MigrationTool;
  readonly folder: Uri;
  /** In the order in which the tool runs them. */
  readonly files: readonly Uri[];
  readonly transaction: MigrationSet['transaction'];
  readonly optOut?: boolean;
  readonly dialect?: Dialect;
  /** What the tool makes of names, where that is configured. */
  readonly naming?: NamingStrategy;
}

/** Finds them by the words of their tool: what configures the folder is a program too, and is not run. */
export async function discoverCodeMigrations(
  discovery: Discovery,
  packages: readonly PackageFact[],
): Promise<readonly CodeMigrations[]> {
  const found: CodeMigrations[] = [];
  for (const [folder, files] of groupByFolder(discovery.files.filter(isCandidate))) {
    const home = packageOf(`${folder}/x`, packages);
    const samples = await readSamples(discovery, files);
    const tool = toolOf(samples, home);
    if (tool === undefined) continue;
    const dialect = dialectOfFolder(folder, home) ?? dialectOfTexts(samples);
    found.push({
      tool,
      folder,
      files: await inOrder(discovery, tool, files),
      transaction: await transactionOf(discovery, tool, home),
      ...(mayOptOut(tool, samples) ? { optOut: true } : {}),
      ...(dialect === undefined ? {} : { dialect }),
      ...((await renames(discovery, tool, home)) ? { naming: 'snake' } : {}),
    });
  }
  return found;
}

const PROGRAM = /\.[cm]?[jt]s$/;
/** A number in front, or the time stamp of a class (`CreateUsers1612345678901`, `Migration20240131120000`). */
const NUMBERED = /^\d{3,}[-_.]?|^\d+[-_.]|\d{13,}/;
const NOT_APPLIED =
  /\.(?:test|spec|d)\.[cm]?[jt]s$|\/(?:seeds?|seeders|fixtures?|tests?|__tests__|node_modules|dist|build|coverage)\//i;

function isCandidate(uri: Uri): boolean {
  const name = baseNameOf(uri);
  if (!PROGRAM.test(name) || !NUMBERED.test(name) || NOT_APPLIED.test(uri)) return false;
  return /migrat/i.test(uri) || /^\d{8,}[-_.]/.test(name);
}

/** A program that was compiled beside its source is one migration. */
function groupByFolder(files: readonly Uri[]): ReadonlyMap<Uri, readonly Uri[]> {
  const sources = new Set(files.filter(uri => /ts$/.test(uri)).map(uri => uri.replace(PROGRAM, '')));
  const groups = new Map<Uri, Uri[]>();
  for (const uri of files) {
    if (/js$/.test(uri) && sources.has(uri.replace(PROGRAM, ''))) continue;
    const folder = parentOf(uri);
    groups.set(folder, [...(groups.get(folder) ?? []), uri]);
  }
  return groups;
}

async function readSamples(discovery: Discovery, files: readonly Uri[]): Promise<readonly string[]> {
  const chosen = new Set([files.at(-1), files[0], files[files.length >> 1]]);
  const texts: string[] = [];
  for (const uri of chosen) {
    const text = uri === undefined ? undefined : await discovery.read(uri);
    if (text !== undefined) texts.push(withoutComments(text));
  }
  return texts;
}

/** The words without which a migration of a tool cannot be written, the most telling first. */
const WORDS: readonly (readonly [MigrationTool, RegExp])[] = [
  ['typeorm', /\bMigrationInterface\b/],
  ['mikro-orm', /@mikro-orm\/migrations/],
  ['node-pg-migrate', /\bMigrationBuilder\b|\bpgm\b/],
  ['sequelize', /\bqueryInterface\b|\bQueryInterface\b/],
  ['kysely', /['"]kysely['"]/],
  ['knex', /\b[kK]nex\b/],
];

/** What the packages are called that run migrations which give nothing else away: `exports.up = db => …`. */
const RUNNERS: readonly (readonly [MigrationTool, readonly string[]])[] = [
  ['knex', ['knex']],
  ['kysely', ['kysely']],
  ['node-pg-migrate', ['node-pg-migrate']],
  ['sequelize', ['sequelize', 'sequelize-cli', 'umzug']],
];

function toolOf(samples: readonly string[], home: PackageFact | undefined): MigrationTool | undefined {
  for (const text of samples) {
    if (!/\bup\b/.test(text)) continue;
    const named = WORDS.find(([, words]) => words.test(text))?.[0];
    if (named !== undefined) return named;
  }
  if (!samples.some(text => /\bexports\.up\s*=|\bexport\s+(?:const|(?:async\s+)?function)\s+up\b/.test(text)))
    return undefined;
  const runners = RUNNERS.filter(([, names]) => names.some(name => home?.dependencies[name] !== undefined));
  return runners.length === 1 ? runners[0]?.[0] : undefined;
}

async function inOrder(discovery: Discovery, tool: MigrationTool, files: readonly Uri[]): Promise<readonly Uri[]> {
  switch (tool) {
    case 'typeorm': {
      const stamped: { readonly uri: Uri; readonly stamp: number }[] = [];
      for (const uri of files) stamped.push({ uri, stamp: await typeormTimestamp(discovery, uri) });
      return stamped.sort((a, b) => a.stamp - b.stamp || compareNames(a.uri, b.uri)).map(({ uri }) => uri);
    }
    case 'node-pg-migrate':
      return [...files].sort(compareNumbered);
    default:
      // Umzug, Knex and Kysely sort by the file's name as text: `10_a` before `2_b`.
      return [...files].sort(compareNames);
  }
}

function compareNames(a: Uri, b: Uri): number {
  const [left, right] = [baseNameOf(a), baseNameOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** TypeORM takes the last 13 characters of the migration's name, which is its class's unless it says another. */
async function typeormTimestamp(discovery: Discovery, uri: Uri): Promise<number> {
  const inName = /\d{13}/.exec(baseNameOf(uri))?.[0];
  if (inName !== undefined) return Number(inName);
  const text = withoutComments((await discovery.read(uri)) ?? '');
  const said =
    /\bname\s*(?::\s*string\s*)?=\s*['"`]\w*?(\d{13})['"`]/.exec(text) ?? /\bclass\s+\w*?(\d{13})\b/.exec(text);
  return Number(said?.[1] ?? 0);
}

/** TypeORM and MikroORM forbid it in their usual mode, so that somebody must have done it before. */
function mayOptOut(tool: MigrationTool, samples: readonly string[]): boolean {
  const text = samples.join('\n');
  if (tool === 'typeorm') return /\btransaction\s*(?::\s*\w+\s*)?=\s*false\b/.test(text);
  if (tool === 'mikro-orm') return /\bisTransactional\s*\(\)[^{]*\{\s*return\s+false\b/.test(text);
  return tool === 'knex' || tool === 'node-pg-migrate';
}

/** Knex may be told to write names in another way than the program does. */
async function renames(discovery: Discovery, tool: MigrationTool, home: PackageFact | undefined): Promise<boolean> {
  for (const uri of tool === 'knex' ? discovery.named(KNEXFILE) : []) {
    if (home && !isInside(uri, home.folder)) continue;
    const text = await discovery.read(uri);
    if (text !== undefined && /\bwrapIdentifier\b|\bknexSnakeCaseMappers\b/.test(withoutComments(text))) return true;
  }
  return false;
}

const KNEXFILE = /^knexfile\.[cm]?[jt]s$/;

/** What the tool does unless a migration or a configuration says otherwise. */
async function transactionOf(
  discovery: Discovery,
  tool: MigrationTool,
  home: PackageFact | undefined,
): Promise<MigrationSet['transaction']> {
  if (tool === 'sequelize') return 'none';
  const configuration =
    tool === 'knex'
      ? ([KNEXFILE, /\bdisableTransactions['"]?\s*:\s*true\b/] as const)
      : tool === 'typeorm'
        ? ([
            /^(?:ormconfig|typeorm|.*data-?source)[\w.-]*\.(?:json|[cm]?[jt]s)$/i,
            /\bmigrationsTransactionMode['"]?\s*:\s*['"`]none/,
          ] as const)
        : undefined;
  if (!configuration) return 'file';
  const [names, words] = configuration;
  for (const uri of discovery.named(names)) {
    if (home && !isInside(uri, home.folder)) continue;
    const text = await discovery.read(uri);
    if (text !== undefined && words.test(withoutComments(text))) return 'none';
  }
  return 'file';
}

const FOLDERS: readonly (readonly [Dialect, RegExp])[] = [
  ['postgres', /^(?:postgres(?:ql|ql?db)?|pg|pgsql)$|[-_](?:postgres(?:ql)?|pg)$|^(?:postgres(?:ql)?|pg)[-_]/i],
  ['mysql', /^(?:mysql(?:db)?|mariadb)$|[-_](?:mysql|mariadb)$|^(?:mysql|mariadb)[-_]/i],
  ['sqlite', /^sqlite3?$|[-_]sqlite3?$|^sqlite3?[-_]/i],
  ['sqlserver', /^(?:mssql|sqlserver)$/i],
  ['cockroach', /^cockroach(?:db)?$/i],
];

/** A package for several databases keeps the migrations of each in a folder of its name. */
function dialectOfFolder(folder: Uri, home: PackageFact | undefined): Dialect | undefined {
  const below = home && isInside(folder, home.folder) ? folder.slice(home.folder.length) : folder;
  const segments = below.split('/').reverse();
  for (const segment of segments) {
    const named = FOLDERS.find(([, words]) => words.test(segment))?.[0];
    if (named !== undefined) return named;
  }
  return undefined;
}

/** SQL in a migration is written for one database. */
function dialectOfTexts(texts: readonly string[]): Dialect | undefined {
  const text = texts.join('\n');
  if (/CREATE TABLE \\?`|\bENGINE\s*=\s*InnoDB\b|\bAUTO_INCREMENT\b/i.test(text)) return 'mysql';
  if (/\bAUTOINCREMENT\b/.test(text)) return 'sqlite';
  if (/CREATE TABLE (?:IF NOT EXISTS )?\\?"|\bSERIAL\b|\buuid_generate_v4\(|\bTIMESTAMPTZ\b|\bpgm\b/i.test(text))
    return 'postgres';
  return undefined;
}
