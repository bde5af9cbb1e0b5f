import { increment, timestampAfter } from '../../core/migration-number';
import type { MigrationTool } from '../../core/project';
import { baseNameOf, parentOf, type Uri } from '../../core/uri';

interface NamedMigration {
  readonly uris: readonly { readonly uri: Uri; readonly direction: 'up' | 'down' }[];
}

/** The files of a new migration in the convention of its tool, so that they sort behind the existing ones. */
export function nameMigration(
  tool: MigrationTool,
  folder: Uri,
  files: readonly Uri[],
  title: string,
  timestamp: string,
): NamedMigration | { readonly declined: string } {
  const slug = title
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  const last = files.at(-1);
  switch (tool) {
    case 'prisma': {
      const previous = last === undefined ? '' : baseNameOf(parentOf(last));
      return up(`${folder}/${timestampAfter(previous, timestamp)}_${slug}/migration.sql`);
    }
    case 'supabase':
      return up(`${folder}/${timestampAfter(last === undefined ? '' : baseNameOf(last), timestamp)}_${slug}.sql`);
    case 'flyway':
      return nameFlyway(folder, files, slug);
    case 'plain-sql':
      return nameNumbered(folder, last, slug, timestamp);
    case 'drizzle':
      return {
        declined: 'Drizzle keeps a journal of its migrations: create one with "drizzle-kit generate --custom".',
      };
    case 'knex':
    case 'kysely':
    case 'mikro-orm':
    case 'node-pg-migrate':
    case 'sequelize':
    case 'typeorm':
      return { declined: `A migration of ${tool} is a program, not a SQL script.` };
  }
}

function up(uri: Uri): NamedMigration {
  return { uris: [{ uri, direction: 'up' }] };
}

/** `V7__name.sql`, `V1.2__name.sql`, `V1_2__name.sql`: the last part of the highest version goes up. */
function nameFlyway(folder: Uri, files: readonly Uri[], slug: string): NamedMigration | { readonly declined: string } {
  const versions = files.flatMap(file => /^V(.+?)__/.exec(baseNameOf(file))?.[1] ?? []);
  const last = versions.at(-1);
  const match = last === undefined ? undefined : /^(.*?)(\d+)$/.exec(last);
  if (files.length > 0 && !match) return { declined: 'The version of the last migration is no number.' };
  const next = match?.[2] === undefined ? '1' : `${match[1] ?? ''}${increment(match[2])}`;
  return up(`${folder}/V${next}__${slug}.sql`);
}

function nameNumbered(
  folder: Uri,
  last: Uri | undefined,
  slug: string,
  timestamp: string,
): NamedMigration | { readonly declined: string } {
  const match = last === undefined ? undefined : /^(\d+)([_\-.])?/.exec(baseNameOf(last));
  const digits = match?.[1];
  if (last === undefined || digits === undefined) return { declined: 'The migrations are not numbered.' };
  const number = digits.length === 14 ? timestampAfter(digits, timestamp) : increment(digits);
  const separator = match?.[2] === '-' ? '-' : '_';
  const words = separator === '-' ? slug.replaceAll('_', '-') : slug;
  const name = `${folder}/${number}${separator}${words}`;
  if (!/\.(up|down)\.sql$/.test(last)) return up(`${name}.sql`);
  return {
    uris: [
      { uri: `${name}.up.sql`, direction: 'up' },
      { uri: `${name}.down.sql`, direction: 'down' },
    ],
  };
}
