import assert from 'node:assert/strict';
import { buildModel, type TestFiles } from '../build-model';

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
 * without a mark has no query.
 */
async function checkMarks(files: TestFiles): Promise<void> {
  const all: TestFiles = { 'package.json': PACKAGE, 'prisma/schema.prisma': SCHEMA, ...files };
  const { queries } = await buildModel(all);
  for (const [path, text = ''] of Object.entries(all)) {
    const lines = text.split('\n');
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

/** One test for each title. */
export function defineCases(cases: Readonly<Record<string, TestFiles>>): void {
  for (const [title, files] of Object.entries(cases)) it(title, () => checkMarks(files));
}
