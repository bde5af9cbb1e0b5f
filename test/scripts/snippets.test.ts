import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from '@prisma/prisma-schema-wasm';
import { loadModule, parseSync } from 'libpg-query';
import ts from 'typescript';

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
  readonly description: string;
}

const root = join(__dirname, '../..');

describe('snippets', () => {
  before(() => loadModule());

  for (const [prefix, text] of expandedSnippets('sql')) {
    it(`sql: ${prefix} is PostgreSQL`, () => {
      assert.ok(parseSync(text).stmts?.length, text);
    });
  }

  for (const [prefix, text] of expandedSnippets('typescript')) {
    it(`typescript: ${prefix} is TypeScript`, () => {
      const { diagnostics = [] } = ts.transpileModule(text, {
        reportDiagnostics: true,
        compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
      });
      assert.deepEqual(
        diagnostics.map(diagnostic => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')),
        [],
        text,
      );
    });
  }

  for (const [prefix, text] of expandedSnippets('prisma')) {
    it(`prisma: ${prefix} is a Prisma schema`, () => {
      const schema = prefix === 'model' ? text : `model Post {\n${schemaAround(prefix)}${text}\n}\n`;
      const parts = ['datasource db {\n  provider = "postgresql"\n}\n', schema];
      if (prefix === 'relation') parts.push('model User {\n  id Int @id\n  posts Post[]\n}\n');
      const complaints: unknown[] = JSON.parse(lint(JSON.stringify([['schema.prisma', parts.join('\n')]])));
      assert.deepEqual(complaints, [], parts.join('\n'));
    });
  }
});

/** The fields that a snippet for the inside of a model takes for granted. */
function schemaAround(prefix: string): string {
  const fields: Record<string, string> = {
    idx: 'column String',
    'idx-order': 'authorId Int\ncreatedAt DateTime',
    'idx-gin': 'attributes Json',
    relation: '',
  };
  const known = fields[prefix];
  if (known === undefined) throw new Error(`This test does not know what ${prefix} stands in.`);
  return `id Int @id\n${known}\n`;
}

/** Each snippet as it stands in the editor when every placeholder is left as it is. */
function expandedSnippets(language: string): [prefix: string, text: string][] {
  const snippets: Record<string, Snippet> = JSON.parse(
    readFileSync(join(root, 'snippets', `${language}.json`), 'utf8'),
  );
  return Object.values(snippets).map(({ prefix, body }) => [prefix, expand(body.join('\n'))]);
}

function expand(body: string): string {
  return body
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replace(/(?<!\\)\$\d+/g, '')
    .replace(/\\([$}\\])/g, '$1');
}
