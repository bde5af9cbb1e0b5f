import { isInside, joinUri, type Uri } from '../../core/uri';
import type { ModelInputs } from '../inputs';

/**
 * The modules whose exports Nuxt and Nitro make known in all server code without an import, where they may export a name:
 * those of `server/utils`, in a file of that name or of one that everybody gives to what holds a database.
 */
export function autoImportedFrom(uri: Uri, name: string, { project, exists }: ModelInputs): readonly Uri[] {
  const home = project.packages.find(
    ({ folder, dependencies }) =>
      AUTO_IMPORTING.some(one => Object.hasOwn(dependencies, one)) && isInside(uri, joinUri(folder, 'server')),
  );
  if (!home) return [];
  const folders = ['server/utils', 'server/database', 'server/db'].map(folder => joinUri(home.folder, folder));
  return folders.flatMap(folder =>
    [name, ...FILES].flatMap(file =>
      ['.ts', '.js', '.mjs'].map(extension => `${folder}/${file}${extension}`).filter(exists),
    ),
  );
}

const AUTO_IMPORTING = ['nuxt', 'nitropack', 'nitro', 'nuxt-nightly'];
const FILES = [
  'db',
  'database',
  'drizzle',
  'prisma',
  'kysely',
  'knex',
  'mongo',
  'mongoose',
  'pg',
  'postgres',
  'sql',
  'index',
];
