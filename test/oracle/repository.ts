import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export type Texts = Readonly<Record<string, string>>;

/** What the project is discovered from and what may call a database; the texts by path below the folder. */
export function readRepository(folder: string): Texts {
  const paths: string[] = [];
  collect(folder, paths);
  return Object.fromEntries(
    paths.sort().map(path => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

/** Folders that no repository keeps in version control, the generated Prisma clients among them. */
const SKIPPED = /^(?:node_modules|dist|build|\.next|\.git|\.nx|coverage|generated)$/;
const READ = /\.(?:[cm]?[jt]sx?|prisma|sql)$|^(?:package|tsconfig[\w.-]*|jsconfig)\.json$/;

function collect(folder: string, paths: string[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.test(entry.name)) collect(path, paths);
    else if (entry.isFile() && READ.test(entry.name)) paths.push(path);
  }
}

/** Where the packages of a workspace stand, as TypeScript is told, without their being linked by an installation. */
export function workspacePaths(texts: Texts): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([path, text]) => {
      if (!/(?:^|\/)package\.json$/.test(path)) return [];
      const { name } = JSON.parse(text) as { readonly name?: string };
      const folder = path === 'package.json' ? '.' : `./${path.slice(0, -'/package.json'.length)}`;
      if (name === undefined || folder === '.') return [];
      return [
        [name, [`${folder}/src/index`, `${folder}/index`, folder]],
        [`${name}/*`, [`${folder}/*`, `${folder}/src/*`, `${folder}/src/*/index`]],
      ] as const;
    }),
  );
}
