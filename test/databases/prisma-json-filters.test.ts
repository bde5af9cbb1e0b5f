import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Client } from 'pg';
import { jsonbArrowFilter } from '../../server/src/rules/index/jsonb-arrow-filter';
import { openWorkspace } from '../harness/workspace';
import { type ClientProject, createClientProject } from './client-project';
import { usePostgres } from './postgres-server';
import { schemaToDdl } from './prisma-schema';

interface Statement {
  readonly query: string;
  readonly params: string;
}

interface EventClient {
  readonly event: { findMany(query: object): Promise<unknown> };
  $disconnect(): Promise<void>;
}

/** As the argument is written, and whether the rule says something of it. */
const FILTERS: readonly (readonly [string, boolean])[] = [
  [`{ path: ['a', 'b'], equals: 'x' }`, true],
  [`{ path: ['a'], string_contains: 'x' }`, true],
  [`{ path: ['a'], string_starts_with: 'x' }`, true],
  [`{ path: ['a'], string_ends_with: 'x' }`, true],
  [`{ path: ['a'], array_contains: ['x'] }`, true],
  [`{ path: ['a'], array_starts_with: 'x' }`, true],
  [`{ path: ['a'], array_ends_with: 'x' }`, true],
  [`{ array_contains: ['x'] }`, false],
];

describe('filters of JSON that Prisma sends', function () {
  this.timeout(60_000);
  const postgres = usePostgres();
  let project: ClientProject;
  let client: EventClient;
  let plain: Client;
  let statements: Statement[] = [];

  before(async () => {
    project = createClientProject();
    const folder = project.write(
      'client',
      new Map([
        ['schema.prisma', SCHEMA],
        ['open.ts', OPEN_CLIENT],
      ]),
    );
    await project.generateClient(join(folder, 'schema.prisma'));
    await postgres.exec(await schemaToDdl([{ path: 'schema.prisma', text: SCHEMA }]));
    const { open } = project.load<{ open(url: string, onStatement: (one: Statement) => void): EventClient }>(
      join(folder, 'open.ts'),
    );
    client = open(postgres.url, one => statements.push(one));
    postgres.closing(() => client.$disconnect());
    plain = new Client({ connectionString: postgres.url });
    await plain.connect();
    postgres.closing(() => plain.end());
    // What an index can serve at all, it serves now: the table is empty.
    await plain.query('SET enable_seqscan = off; SET enable_indexscan = off');
  });
  after(() => project?.remove());

  for (const [filter, reported] of FILTERS) {
    it(`${filter}: ${reported ? 'no GIN index serves it, which is reported' : 'is not reported'}`, async () => {
      const where = `{ meta: ${filter} }`;
      const files = new Map([
        ['schema.prisma', SCHEMA],
        ['src/find.ts', `${FIND}export const find = () => prisma.event.findMany({ where: ${where} });\n`],
      ]);
      const reports = await (await openWorkspace(files, { rules: [jsonbArrowFilter] })).check();
      assert.equal(reports.get('src/find.ts')?.findings.length ?? 0, reported ? 1 : 0);
      statements = [];
      await client.event.findMany({ where: { meta: new Function(`return ${filter}`)() as object } });
      const [sent] = statements;
      assert.ok(sent);
      const { rows } = await plain.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN ${sent.query}`,
        (JSON.parse(sent.params) as unknown[]).map(value =>
          typeof value === 'object' ? JSON.stringify(value) : value,
        ),
      );
      const plan = rows.map(row => row['QUERY PLAN']).join('\n');
      assert.equal(plan.includes('Event_meta_idx'), !reported, `${sent.query}\n${plan}`);
    });
  }
});

const SCHEMA = `generator client {
  provider     = "prisma-client"
  output       = "./generated"
  moduleFormat = "cjs"
}

datasource db {
  provider = "postgresql"
}

model Event {
  id   Int  @id
  meta Json

  @@index([meta], type: Gin)
}
`;

const FIND = `import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

`;

/** Loaded by the project on disk, so that its client is the one that its modules are compiled against. */
const OPEN_CLIENT = `import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';

export function open(connectionString: string, onStatement: (one: { query: string; params: string }) => void) {
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString }),
    log: [{ emit: 'event', level: 'query' }],
  });
  client.$on('query', ({ query, params }) => onStatement({ query, params }));
  return client;
}
`;
