import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, FileChangeType } from 'vscode-languageserver/node';
import { connectToRealServer, createTemporaryFolder, type TemporaryFolder } from './real-server';
import { eventually, type TestClient } from './test-client';

const FOREIGN_KEY = 'index/fk-without-index';
const UNINDEXED = 'index/unindexed-filter';

const TICKETS = `import { bigint, pgTable, text } from 'drizzle-orm/pg-core';

export const agents = pgTable('agents', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  email: text().notNull().unique(),
});

export const tickets = pgTable('tickets', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  agentId: bigint('agent_id', { mode: 'number' }).references(() => agents.id),
  subject: text().notNull(),
});
`;

const REPLIES = `import { bigint, pgTable, text } from 'drizzle-orm/pg-core';
import { tickets } from './tickets';

export const replies = pgTable('replies', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  ticketId: bigint('ticket_id', { mode: 'number' }).notNull().references(() => tickets.id),
  text: text().notNull(),
});
`;

const SEARCH = `import { Pool } from 'pg';

const pool = new Pool();

export function ticketsAbout(subject: string) {
  return pool.query('SELECT id FROM tickets WHERE subject = $1', [subject]);
}
`;

const PROJECT = {
  'package.json': JSON.stringify({
    name: 'desk',
    dependencies: { 'drizzle-orm': '0.45.4', pg: '8.23.1' },
    devDependencies: { 'drizzle-kit': '0.31.10' },
  }),
  'drizzle.config.ts': `import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: './src/schema/*', out: './drizzle' });
`,
  'src/schema/tickets.ts': TICKETS,
  'src/search.ts': SEARCH,
};

describe('schemas in code over the protocol', () => {
  let client: TestClient;
  let folder: TemporaryFolder;

  beforeEach(async () => {
    folder = createTemporaryFolder(PROJECT);
    client = await connectToRealServer({ folders: [folder.uri] });
  });

  afterEach(async () => {
    await client.stop();
    folder.dispose();
  });

  function open(path: string): string {
    const uri = folder.uriOf(path);
    client.open(uri, 'typescript', readFileSync(join(folder.path, path), 'utf8'));
    return uri;
  }

  const rules = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code).sort();

  describe('while typing', () => {
    it('follow the text: an index makes the finding go, another reference brings one more', async () => {
      const uri = open('src/schema/tickets.ts');
      const [diagnostic, ...others] = await client.diagnostics(uri);
      assert.deepEqual([diagnostic?.code, others], [FOREIGN_KEY, []]);
      client.type(uri, '  subject:', '  closerId: bigint({ mode: "number" }).references(() => agents.id),\n  subject:');
      assert.deepEqual(rules(await client.diagnostics(uri)), [FOREIGN_KEY, FOREIGN_KEY]);
      client.type(uri, '.references(() => agents.id),\n  closer', '.references(() => agents.id).unique(),\n  closer');
      const [left, ...more] = await client.diagnostics(uri);
      assert.deepEqual(more, []);
      assert.match(String(left?.message), /closerId/);
    });

    it('offer the index with its import', async () => {
      const uri = open('src/schema/tickets.ts');
      const [diagnostic] = await client.diagnostics(uri);
      assert.ok(diagnostic);
      const [fix] = await client.codeActions(uri, diagnostic.range, { diagnostics: [diagnostic] });
      assert.ok(fix);
      const { edit } = await client.resolve(fix);
      assert.ok(edit, JSON.stringify(client.shown));
      client.apply(edit);
      assert.match(client.text(uri), /^import \{ bigint, index, pgTable, text \} from/m);
      assert.match(client.text(uri), /index\('tickets_agent_id_idx'\)/);
      assert.deepEqual(await client.diagnostics(uri), []);
    });

    it('stay while a line is half written', async () => {
      const uri = open('src/schema/tickets.ts');
      client.type(uri, '  subject:', '  closerId: bigint({ mode: \n  subject:');
      assert.ok(rules(await client.diagnostics(uri)).includes(FOREIGN_KEY));
    });
  });

  describe('what the queries of the workspace ask of them', () => {
    it('is counted when the workspace is checked, not while typing', async () => {
      const schema = open('src/schema/tickets.ts');
      assert.deepEqual(rules(await client.diagnostics(schema)), [FOREIGN_KEY]);
      await client.pullWorkspace();
      await eventually('a refresh, because the open schema has one more', () => client.refreshes > 0);
      assert.deepEqual(rules(await client.diagnostics(schema)), [FOREIGN_KEY, UNINDEXED]);
      // Whoever edits the query waits for no count over all files …
      const search = open('src/search.ts');
      client.type(search, ' WHERE subject = $1', '');
      await client.diagnostics(search);
      assert.deepEqual(rules(await client.diagnostics(schema)), [FOREIGN_KEY, UNINDEXED]);
      // … which the next check makes.
      await client.pullWorkspace();
      assert.deepEqual(rules(await client.diagnostics(schema)), [FOREIGN_KEY]);
    });

    for (const [name, text] of [
      ['with its function', ''],
      ['from its function', 'export function ticketsAbout() {}\n'],
    ] as const) {
      it(`points nowhere beyond the text when a query has gone ${name} since`, async () => {
        const schema = open('src/schema/tickets.ts');
        const places = async () =>
          (await client.diagnostics(schema)).flatMap(({ relatedInformation }) =>
            (relatedInformation ?? []).filter(({ location }) => location.uri === folder.uriOf('src/search.ts')),
          );
        await client.pullWorkspace();
        assert.equal((await places()).length, 1);
        const search = open('src/search.ts');
        client.type(search, SEARCH, text);
        await client.diagnostics(search);
        const lines = text.split('\n');
        for (const { location } of await places()) {
          const { line, character } = location.range.end;
          assert.ok(character <= (lines[line] ?? '').length, JSON.stringify(location));
        }
      });
    }
  });

  describe('on disk', () => {
    it('belong to the project when their file appears', async () => {
      const tickets = open('src/schema/tickets.ts');
      await client.diagnostics(tickets);
      const uri = folder.write('src/schema/replies.ts', REPLIES);
      client.filesChanged({ uri, type: FileChangeType.Created });
      await eventually('a refresh', () => client.refreshes > 0);
      open('src/schema/replies.ts');
      assert.deepEqual(rules(await client.diagnostics(uri)), [FOREIGN_KEY]);
    });

    it('belong to it when a file that had none begins to declare tables', async () => {
      const tickets = open('src/schema/tickets.ts');
      await client.diagnostics(tickets);
      const path = 'src/schema/replies.ts';
      const uri = folder.write(path, 'export const replies = undefined;\n');
      client.filesChanged({ uri, type: FileChangeType.Created });
      await eventually('a refresh', () => client.refreshes > 0);
      client.filesChanged({ uri: folder.write(path, REPLIES), type: FileChangeType.Changed });
      open(path);
      for (let found: unknown[] = []; found.length === 0; ) {
        const seen = client.refreshes;
        found = rules(await client.diagnostics(uri));
        // Asked too early, the client is told to ask again.
        if (found.length === 0) await eventually('another refresh', () => client.refreshes > seen);
        else assert.deepEqual(found, [FOREIGN_KEY]);
      }
    });

    it('are gone with their file', async () => {
      const { items } = await client.pullWorkspace();
      assert.ok(items.some(item => item.kind === 'full' && rules(item.items).includes(FOREIGN_KEY)));
      client.filesChanged({ uri: folder.remove('src/schema'), type: FileChangeType.Deleted });
      await eventually('a refresh', () => client.refreshes > 0);
      const left = (await client.pullWorkspace()).items;
      assert.deepEqual(
        left.flatMap(item => (item.kind === 'full' ? rules(item.items) : [])),
        [],
      );
    });
  });
});
