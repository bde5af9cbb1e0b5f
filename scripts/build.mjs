// Bundles the extension, the server and the CLI into dist/: one CommonJS file per process, assets beside them.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap, root, runMain, sourceFingerprint, writeStamp } from './bootstrap.mjs';
import { writeLicences } from './licences.mjs';

const dist = join(root, 'dist');

/** Node inside the oldest VS Code of `engines.vscode`: 1.100 has Electron 34.5.1 with Node 20.19.0 (1.99 has 20.18.3). */
const target = 'node20.19';

const typescript = 'node_modules/typescript/lib/typescript.js';

/** The root of @prisma/internals would pull in 5 MB (its own TypeScript, engine downloads, prompts); this is 45 kB. */
const prismaInternals = '@prisma/internals/dist/cli/getSchema.js';

/** The root of node-sql-parser would bring every dialect, 89 MB; each of these is 200 to 280 kB. */
const sqlParsers = ['mysql', 'mariadb', 'sqlite'];

/**
 * Modules that become files of their own beside the bundles, so that the .vsix carries TypeScript once and not once per
 * process, and so that a lazy `import()` really loads lazily.
 */
const ownFiles = [
  { module: /^typescript$/, file: './typescript.js' },
  { module: /^@prisma\/internals\/dist\/cli\/getSchema(\.js)?$/, file: './prisma-internals.js' },
  ...sqlParsers.map(name => ({
    module: new RegExp(`^node-sql-parser/build/${name}$`),
    file: `./node-sql-parser-${name}.js`,
  })),
];

/** WASM that the packages look for in `__dirname`, which is dist/ once they are bundled. */
const assets = [
  'node_modules/libpg-query/wasm/libpg-query.wasm',
  'node_modules/@prisma/prisma-schema-wasm/src/prisma_schema_build_bg.wasm',
];

export async function buildAll({ production }) {
  const esbuild = await import('esbuild');
  const started = performance.now();
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  const bundles = await Promise.all([
    esbuild.build({ ...bundleOptions(production), entryPoints: entryPoints(), outdir: dist }),
    esbuild.build({ ...bundleOptions(true), ...prismaInternalsOptions() }),
    esbuild.build({ ...bundleOptions(true), ...sqlParserOptions() }),
    shrinkTypescript(esbuild),
  ]);
  for (const asset of assets) copyFileSync(join(root, asset), join(dist, basename(asset)));
  if (existsSync(join(dist, 'cli.js'))) chmodSync(join(dist, 'cli.js'), 0o755);
  const inputs = bundles.flatMap(bundle => Object.keys(bundle?.metafile?.inputs ?? {}));
  writeLicences({ root, files: [...inputs, ...assets, typescript], target: join(dist, 'LICENSES.txt') });
  writeStamp(join(dist, '.build-stamp'), sourceFingerprint(root, production ? 'production' : 'development'));
  report(production, performance.now() - started);
}

/** Every file in server/src/entries is a process of its own; the client is one more. */
function entryPoints() {
  const found = {};
  const extension = join(root, 'client/src/extension.ts');
  if (existsSync(extension)) found.client = extension;
  const folder = join(root, 'server/src/entries');
  for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
    if (file.endsWith('.ts')) found[basename(file, '.ts')] = join(folder, file);
  }
  if (Object.keys(found).length === 0) {
    throw new Error('Nothing to build: client/src/extension.ts and server/src/entries/*.ts are missing.');
  }
  return found;
}

function bundleOptions(production) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target,
    minify: production,
    // A logged stack must be readable.
    keepNames: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    external: ['vscode'],
    // The UMD build of jsonc-parser hides its own files from every bundler behind a local `require`.
    alias: { 'jsonc-parser': join(root, 'node_modules/jsonc-parser/lib/esm/main.js') },
    // Packages that read `import.meta.url` find it empty in CommonJS.
    define: { 'import.meta.url': '__bundle_url' },
    banner: { js: `const __bundle_url = require('node:url').pathToFileURL(__filename).href;` },
    plugins: [leaveOwnFilesOut],
  };
}

const leaveOwnFilesOut = {
  name: 'leave-own-files-out',
  setup(build) {
    for (const { module, file } of ownFiles) {
      build.onResolve({ filter: module }, () => ({ path: file, external: true }));
    }
  },
};

function prismaInternalsOptions() {
  return {
    stdin: {
      contents: `export { getSchemaWithPath, getSchemaWithPathOptional } from '${prismaInternals}'`,
      resolveDir: root,
      loader: 'js',
    },
    outfile: join(dist, 'prisma-internals.js'),
    plugins: [],
  };
}

function sqlParserOptions() {
  const entries = sqlParsers.map(name => [`node-sql-parser-${name}`, `node_modules/node-sql-parser/build/${name}.js`]);
  return { entryPoints: Object.fromEntries(entries), outdir: dist, plugins: [] };
}

/**
 * TypeScript is minified but not bundled: loading it takes 125 ms CPU so, 170 ms as it comes and 225 ms bundled, because
 * V8 compiles its outer function twice when the bundler wraps it in another one (Node 20, median of 5).
 */
async function shrinkTypescript(esbuild) {
  const source = readFileSync(join(root, typescript), 'utf8');
  const { code } = await esbuild.transform(source, { minify: true, target, platform: 'node', legalComments: 'none' });
  writeFileSync(join(dist, basename(typescript)), code);
}

function report(production, milliseconds) {
  const sizes = readdirSync(dist)
    .filter(file => !file.startsWith('.') && !file.endsWith('.map'))
    .map(file => `${file} ${Math.round(statSync(join(dist, file)).size / 1024)} kB`);
  const flavour = production ? 'for release' : 'for development';
  console.error(`Built ${flavour} in ${Math.round(milliseconds)} ms: ${sizes.join(', ')}`);
}

async function main() {
  await bootstrap({ build: false });
  await buildAll({ production: process.argv.includes('--production') });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) runMain(main);
