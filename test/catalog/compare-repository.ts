/**
 * Compares what the model says of a project with what PostgreSQL says after its migrations, and after the DDL of its Prisma
 * schema: `npx tsx test/catalog/compare-repository.ts <folder> [folder …]`. Reads the folders and runs their SQL in PGlite.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Database, MigrationSet } from '../../server/src/core/project';
import { splitStatements } from '../../server/src/frontends/sql/split';
import { type SchemaFiles, schemaToDdl } from '../databases/prisma-schema';
import { closePglite, openPglite, type PgliteDatabase } from '../harness/pglite';
import { buildModel, ROOT } from '../model/build-model';
import { compareModel } from './compare-catalogs';

type Texts = Readonly<Record<string, string>>;

async function main(): Promise<void> {
  const database = await openPglite();
  for (const folder of process.argv.slice(2)) await compareRepository(folder, database);
  await closePglite();
}

async function compareRepository(folder: string, connection: PgliteDatabase): Promise<void> {
  const files = readFiles(folder);
  const { model } = await buildModel(files);
  for (const { id, schemaFiles, dialect } of model.project.databases) {
    if (dialect !== 'postgres') continue;
    const title = `${basename(folder)} ${id.replace(`${ROOT}/`, '')}`;
    const schema = schemaFiles.map(pathOf).filter(path => path.endsWith('.prisma'));
    for (const set of model.project.migrationSets.filter(({ database }) => database === id)) {
      await compareMigrations(title, set, schema, files, connection);
    }
    if (schema.length > 0) await compareSchema(title, schema, files, connection);
  }
}

/** The migrations alone: with its tables the model would say what the schema says. */
async function compareMigrations(
  title: string,
  set: MigrationSet,
  schemaPaths: readonly string[],
  files: Texts,
  connection: PgliteDatabase,
): Promise<void> {
  const paths = set.files.map(pathOf).filter(path => path.endsWith('.sql'));
  await connection.reset();
  let failed = 0;
  for (const path of paths) {
    const problems = await problemsOf(connection, files[path] ?? '');
    for (const problem of problems) console.log(`${title}: ${path} does not run here: ${problem}`);
    failed += problems.length;
  }
  const { model } = await buildModel({ ...pick(files, paths), ...withoutTables(schemaPaths) });
  for (const { id } of model.project.databases) {
    const differences = await compareModel(model, id, connection);
    const { length } = model.tables(id);
    report(
      `${title}: ${paths.length} migrations (${failed} statements failed), ${length} tables, complete: ${model.isComplete(id)}`,
      differences,
    );
  }
}

async function compareSchema(
  title: string,
  paths: readonly string[],
  files: Texts,
  connection: PgliteDatabase,
): Promise<void> {
  await connection.reset();
  const schema: SchemaFiles = paths.map(path => ({ path, text: withoutAddress(files[path] ?? '') }));
  // Operator classes of extensions: the schema only names them.
  await connection.exec('CREATE EXTENSION pg_trgm');
  const ddl = await schemaToDdl(schema);
  const problem = await failureOf(connection, ddl);
  if (problem !== undefined) console.log(`${title}: the DDL does not run here: ${problem}`);
  const { model } = await buildModel(pick(files, paths));
  for (const { id } of model.project.databases as readonly Database[]) {
    const differences = await compareModel(model, id, connection);
    report(`${title}: Prisma schema, ${model.tables(id).length} tables`, differences);
  }
}

function withoutTables(schemaPaths: readonly string[]): Texts {
  return Object.fromEntries(
    schemaPaths.map((path, n) => [path, n === 0 ? 'datasource db {\n  provider = "postgresql"\n}\n' : '']),
  );
}

/** Prisma 7 refuses the address that earlier versions demand. */
function withoutAddress(text: string): string {
  return text.replace(/^\s*(?:url|directUrl|shadowDatabaseUrl)\s*=.*$/gm, '');
}

/** A file that does not run as a whole is run one statement at a time. */
async function problemsOf(connection: PgliteDatabase, text: string): Promise<string[]> {
  if ((await failureOf(connection, text)) === undefined) return [];
  const problems: string[] = [];
  for (const { start, end } of splitStatements(text)) {
    const problem = await failureOf(connection, text.slice(start, end));
    if (problem !== undefined) problems.push(`${text.slice(start, end).slice(0, 60).replace(/\s+/g, ' ')}: ${problem}`);
  }
  return problems;
}

async function failureOf(connection: PgliteDatabase, text: string): Promise<string | undefined> {
  try {
    await connection.exec(text);
    return undefined;
  } catch (error) {
    await connection.exec('ROLLBACK');
    return error instanceof Error ? error.message : String(error);
  } finally {
    await connection.exec('RESET ALL');
  }
}

function report(title: string, differences: readonly string[]): void {
  console.log(`${title}: ${differences.length} differences`);
  for (const line of differences) console.log(`  ${line}`);
}

function pathOf(uri: string): string {
  return uri.slice(ROOT.length + 1);
}

function pick(files: Texts, paths: readonly string[]): Texts {
  return Object.fromEntries(paths.map(path => [path, files[path] ?? '']));
}

function readFiles(folder: string): Texts {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(?:sql|prisma)$|^(?:package\.json|migration_lock\.toml)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !path.includes(`${sep}node_modules${sep}`))
    .sort();
  return Object.fromEntries(
    paths.map(path => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

void main();
