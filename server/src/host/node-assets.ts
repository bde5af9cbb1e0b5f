import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Assets } from '../core/ports';

/** Where an asset lies while Sargable runs from its sources. The build copies it beside the bundle. */
const IN_PACKAGES: Readonly<Record<string, string>> = {
  'libpg-query.wasm': 'libpg-query/wasm/libpg-query.wasm',
  'prisma_schema_build_bg.wasm': '@prisma/prisma-schema-wasm/src/prisma_schema_build_bg.wasm',
};

/** Reads what ships beside the bundle in `folder`, or in its package when there is no bundle. */
export function createNodeAssets(folder: string): Assets {
  return {
    async load(name) {
      try {
        return await readFile(join(folder, name));
      } catch (error) {
        const inPackage = IN_PACKAGES[name];
        if (inPackage === undefined) throw error;
        return readFile(await resolvePackageFile(join(folder, 'assets.js'), inPackage));
      }
    },
  };
}

/** `exports` of a package may hide the file, so that it is looked for as a file in the folders Node would search. */
async function resolvePackageFile(from: string, file: string): Promise<string> {
  const name = file.split('/', file.startsWith('@') ? 2 : 1).join('/');
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    const path = join(folder, file);
    const found = await readFile(path).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  throw new Error(`${file} was not found`);
}
