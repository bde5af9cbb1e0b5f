import assert from 'node:assert/strict';
import { calleesIn } from '../../../server/src/model/calls/callees';
import { buildModel, type TestFiles, type TestModel } from '../build-model';
import { resolverOf } from './resolver-of';

/** A module with a client of each library. */
export const DATABASE = `import { PrismaClient } from '@prisma/client';
import { Pool } from 'pg';
export const prisma = new PrismaClient();
export const pool = new Pool();
`;

const PACKAGE = '{ "name": "app", "dependencies": { "@prisma/client": "7.10.0", "pg": "8.23.1" } }';

const SCHEMA = `datasource db {
  provider = "postgresql"
}

generator client {
  provider = "prisma-client-js"
}

model User {
  id    Int     @id
  email String?
}

model Post {
  id Int @id
}
`;

/**
 * Compares the database calls that the model recognises with the marks in the files: `//=> prisma.user` at the end of a
 * line says that a call on that line is a query of that handle, `tx` after it that it runs in a transaction. A line
 * without a mark has no query. `//-> load` says that a call on the line runs the function `load`; where a file has such a
 * mark, a line without one runs no function of the workspace.
 */
async function checkMarks(files: TestFiles): Promise<void> {
  const all: TestFiles = { 'package.json': PACKAGE, 'prisma/schema.prisma': SCHEMA, ...files };
  const built = await buildModel(all);
  const { queries } = built;
  for (const [path, text = ''] of Object.entries(all)) {
    const lines = text.split('\n');
    checkCallees(path, text, built);
    const expected = lines.flatMap((line, at) => {
      const mark = /\/\/=> (.+)$/.exec(line)?.[1];
      return mark === undefined ? [] : [`${at + 1}: ${mark}`];
    });
    const found = queries(path).map(({ query: { handle }, line }) => {
      const name = [handle.library, ...(handle.name === undefined ? [] : [handle.name])].join('.');
      return `${line + 1}: ${name}${handle.transaction ? ' tx' : ''}`;
    });
    assert.deepEqual(found, expected, `${path}\n${text}`);
  }
}

function checkCallees(path: string, text: string, built: TestModel): void {
  const expected = text.split('\n').flatMap((line, at) => {
    const names = /\/\/-> (.+)$/.exec(line)?.[1] ?? '';
    return names === '' ? [] : names.split(', ').map(name => `${at + 1}: ${name}`);
  });
  if (expected.length === 0) return;
  const resolver = resolverOf(built);
  const uri = built.uri(path);
  const found = built.model.unitsIn(uri).flatMap(unit => {
    const code = built.model.code(uri, unit);
    if (!code) return [];
    return Object.entries(calleesIn(code, resolver)).flatMap(([id, callees]) =>
      callees.map(({ link, target }) => {
        const offset = built.startOf(uri, unit) + (code.call(id)?.links[link]?.nameSpan.start ?? 0);
        return {
          line: text.slice(0, offset).split('\n').length,
          name: target.function.startsWith('callback[') ? target.unit : target.function,
        };
      }),
    );
  });
  const named = found.sort((a, b) => a.line - b.line).map(({ line, name }) => `${line}: ${name}`);
  assert.deepEqual(named, expected, `${path}\n${text}`);
}

/** One test for each title. */
export function defineCases(cases: Readonly<Record<string, TestFiles>>): void {
  for (const [title, files] of Object.entries(cases)) it(title, () => checkMarks(files));
}
