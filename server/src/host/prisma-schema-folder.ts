import { realpath } from 'node:fs/promises';
import { relative } from 'node:path';
import { joinUri, type Uri } from '../core/uri';
import { pathOfUri } from './file-uri';

/**
 * The files of a multi-file schema as Prisma itself finds them (it follows links, we may not), or undefined when the
 * folder cannot be read. Of @prisma/internals only the part without the engines is loaded, and only for such a folder;
 * its config loader, which runs `prisma.config.ts`, never.
 */
export async function listPrismaSchemaFolder(folder: Uri): Promise<readonly Uri[] | undefined> {
  const path = pathOfUri(folder);
  if (path === undefined) return undefined;
  try {
    const { getSchemaWithPathOptional } = await import('@prisma/internals/dist/cli/getSchema.js');
    const found = await getSchemaWithPathOptional({ schemaPath: { configProvidedPath: path } });
    const real = await realpath(path);
    return found?.schemas.map(([file]) => {
      const below = relative(file.startsWith(real) ? real : path, file).replaceAll('\\', '/');
      return joinUri(folder, below);
    });
  } catch {
    // No such folder, or nothing that may be read: the files that the workspace lists are what there is.
    return undefined;
  }
}
