import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import type { ExtractInput } from '../../../server/src/core/frontend';
import { dialectOf } from '../../../server/src/frontends/prisma/dialect';
import { lintPrismaSchema, withoutConnections } from '../../../server/src/frontends/prisma/lint';
import { compareWithDatamodel } from './compare-with-datamodel';
import { schemaText } from './schema-arbitrary';

const URI = 'file:///shop/schema.prisma';

describe('our reading of a Prisma schema is Prisma’s own', () => {
  it('for every schema among the tests and examples that Prisma accepts', async () => {
    let compared = 0;
    for (const files of [...schemasBelow('test'), ...schemasBelow('examples')]) {
      // Some fixtures are half typed.
      if ((await lintPrismaSchema(files)).length > 0) continue;
      compareWithDatamodel(files);
      compared += 1;
    }
    assert.ok(compared > 20, `only ${compared} schemas were compared`);
  });

  it('for generated schemas', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(schemaText, async text => {
        const problems = await lintPrismaSchema([{ uri: URI, text }]);
        if (problems.length > 0) return;
        compareWithDatamodel([{ uri: URI, text }]);
        compared += 1;
      }),
      { seed: 20261122, numRuns: 150 },
    );
    assert.ok(compared > 100, `only ${compared} of 150 generated schemas are valid`);
  });
});

describe('lintPrismaSchema', () => {
  const datasource = 'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n';

  it('accepts connection strings, which Prisma 7 does not', async () => {
    const text = `${datasource}model A {\n  id Int @id\n}\n`;
    assert.deepEqual(await lintPrismaSchema([{ uri: URI, text }]), []);
    assert.equal(withoutConnections(text).length, text.length);
  });

  it('accepts preview features of older versions, and still sees what else is wrong', async () => {
    const generator =
      'generator client {\n  provider = "prisma-client-js"\n  previewFeatures = ["metrics", "views"]\n}\n';
    const text = `${datasource}${generator}model A {\n  id Int @id\n}\n`;
    assert.deepEqual(await lintPrismaSchema([{ uri: URI, text }]), []);
    const broken = text.replace('@id', '@id @idd');
    const problems = await lintPrismaSchema([{ uri: URI, text: broken }]);
    assert.deepEqual(
      problems.map(({ span }) => broken.slice(span.start, span.end)),
      ['@idd'],
    );
  });

  it('places an error in UTF-16 units, behind an emoji and a byte order mark, in the right file', async () => {
    const text = '\uFEFF// 🐘🐘\nmodel A {\n  id Int @id\n  b  Bee\n}\n';
    const files = [
      { uri: 'file:///shop/main.prisma', text: datasource },
      { uri: URI, text },
    ];
    const problems = await lintPrismaSchema(files);
    assert.deepEqual(
      problems.map(({ uri, message, span }) => [uri, message, text.slice(span.start, span.end)]),
      [[URI, 'Type "Bee" is neither a built-in type, nor refers to another model, composite type, or enum.', 'Bee']],
    );
  });

  it('reads several files as one schema', async () => {
    const files = [
      { uri: 'file:///shop/main.prisma', text: `${datasource}model A {\n  id Int @id\n  b  B[]\n}\n` },
      { uri: URI, text: 'model B {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}\n' },
    ];
    assert.deepEqual(await lintPrismaSchema(files), []);
  });

  it('says what is wrong with half-typed text', async () => {
    const problems = await lintPrismaSchema([{ uri: URI, text: `${datasource}model A {\n  id Int @id\n  na\n}\n` }]);
    assert.equal(problems.length, 1);
  });
});

/** The files of each schema below a folder of the repository: those with a datasource and what lies beside them. */
function schemasBelow(folder: string): readonly (readonly ExtractInput[])[] {
  const root = join(__dirname, '../../..', folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.prisma') && !name.endsWith('.fixed.prisma'))
    .sort()
    .map(name => ({ uri: join(folder, name), text: readFileSync(join(root, name), 'utf8') }));
  const isMain = ({ text }: ExtractInput) => dialectOf(text) !== undefined;
  return files
    .filter(isMain)
    .map(main => [main, ...files.filter(file => !isMain(file) && dirname(file.uri) === dirname(main.uri))]);
}
