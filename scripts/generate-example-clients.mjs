// Writes the Prisma clients of the examples, which their type check needs. Uses the generator itself and not the
// `prisma` command: that one downloads a native engine and is five times the size of everything else here.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readStamp, root, writeStamp } from './bootstrap.mjs';

// Its ESM build imports folders, which Node refuses.
const require = createRequire(import.meta.url);

/** Generates where the schema has changed, and returns the examples that have one. */
export async function generateExampleClients() {
  const examples = readdirSync(join(root, 'examples'))
    .map(name => join(root, 'examples', name))
    .filter(folder => existsSync(join(folder, 'prisma/schema.prisma')));
  for (const folder of examples) await generateClient(folder);
  return examples;
}

async function generateClient(folder) {
  const schemaFile = join(folder, 'prisma/schema.prisma');
  const stampFile = join(root, 'node_modules', '.cache-example-client');
  const fingerprint = createHash('sha256')
    .update(readFileSync(schemaFile))
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (readStamp(stampFile) === fingerprint) return;
  const { getGenerators, loadSchemaContext } = require('@prisma/internals');
  const { PrismaClientTsGenerator } = require('@prisma/client-generator-ts');
  const schemaContext = await loadSchemaContext({
    cwd: folder,
    schemaPath: { cliProvidedPath: schemaFile },
    printLoadMessage: false,
  });
  const generators = await getGenerators({
    schemaContext,
    registry: { 'prisma-client': { type: 'in-process', generator: new PrismaClientTsGenerator() } },
    skipDownload: true,
  });
  for (const generator of generators) {
    await generator.generate();
    generator.stop();
  }
  writeStamp(stampFile, fingerprint);
}
