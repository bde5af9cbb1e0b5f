import type { Database, MigrationSet, ProjectFacts } from '../../server/src/core/project';
import { lintPrismaSchema } from '../../server/src/frontends/prisma/lint';
import { discoverProject } from '../../server/src/host/project-discovery';
import { type SchemaFiles, schemaToDdl } from '../databases/prisma-schema';
import { createMemoryFileSystem } from './memory-file-system';
import { type Files, ROOT } from './workspace';

/** A database of PostgreSQL among the files of a project, and the texts that build it, in order. */
export interface DatabaseScripts {
  readonly database: Database;
  readonly scripts: readonly string[];
}

/**
 * The databases whose migrations are SQL, or whose schema is Prisma's. `before`: the files before they were changed; what
 * was changed in a Prisma schema is then brought into the database as Prisma would do it, after the migrations.
 */
export async function scriptsOf(files: Files, before?: Files): Promise<DatabaseScripts[]> {
  const project = await discover(files);
  const found: DatabaseScripts[] = [];
  for (const database of project.databases.filter(({ dialect }) => dialect === 'postgres')) {
    const sets = project.migrationSets.filter(set => set.database === database.id);
    const schema = schemaOf(files, database);
    if (sets.length > 1 || sets.some(set => !set.files.every(uri => uri.endsWith('.sql')))) continue;
    if (sets[0]) found.push({ database, scripts: await migrationsOf(files, database, sets[0], before) });
    else if (schema.length > 0) found.push({ database, scripts: [await declaredBy(schema)] });
  }
  return found;
}

/** Prisma refuses the schema: it is half-typed. */
export class RefusedSchema extends Error {}

async function declaredBy(schema: SchemaFiles): Promise<string> {
  const [problem] = await lintPrismaSchema(schema.map(({ path, text }) => ({ uri: path, text })));
  if (problem) throw new RefusedSchema(problem.message);
  return schemaToDdl(schema);
}

/** The migrations, and for a schema that was changed since then the one that Prisma would add. */
async function migrationsOf(files: Files, database: Database, set: MigrationSet, before?: Files): Promise<string[]> {
  const texts = set.files.map(uri => wayUp(textAt(files, uri)));
  const after = schemaOf(files, database);
  if (!before || after.length === 0) return texts;
  const step = await schemaToDdl(after, schemaOf(before, database));
  return /^-- (This is an empty migration)/m.test(step) ? texts : [...texts, step];
}

/** Without the section that takes the migration back, as the tools that know such sections run it. */
function wayUp(text: string): string {
  return text.split(/^-- (?:\+goose down|\+migrate down|migrate:down|down migration)\b/im)[0] ?? text;
}

function schemaOf(files: Files, database: Database): SchemaFiles {
  return database.schemaFiles
    .filter(uri => uri.endsWith('.prisma'))
    .map(uri => ({ path: uri, text: textAt(files, uri) }));
}

function textAt(files: Files, uri: string): string {
  const text = files.get(uri.slice(ROOT.length + 1));
  if (text === undefined) throw new Error(`${uri} is not among the files`);
  return text;
}

async function discover(files: Files): Promise<ProjectFacts> {
  const fileSystem = createMemoryFileSystem([...files].map(([path, text]) => [`${ROOT}/${path}`, text]));
  const uris = [...fileSystem.files.keys()].sort();
  return discoverProject([ROOT], uris, fileSystem, new AbortController().signal);
}
