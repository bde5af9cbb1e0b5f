import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { e2eEnvironment, openWorkbench, type WorkbenchSession } from './open-workbench';
import { eventually, type Workbench } from './workbench';

const SCHEMA = `import { bigint, pgTable, text } from 'drizzle-orm/pg-core';

export const agents = pgTable('agents', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  email: text().notNull().unique(),
});

export const tickets = pgTable('tickets', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  agentId: bigint('agent_id', { mode: 'number' }),
  subject: text().notNull(),
});
`;

const PROJECT = {
  'desk/package.json': `${JSON.stringify({
    name: 'desk',
    dependencies: { 'drizzle-orm': '0.45.4', pg: '8.23.1' },
    devDependencies: { 'drizzle-kit': '0.31.10' },
  })}\n`,
  'desk/drizzle.config.ts': `import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: './src/schema/*', out: './drizzle' });
`,
  'desk/src/schema/tickets.ts': SCHEMA,
  'archive/package.json': `${JSON.stringify({ name: 'archive', dependencies: { pg: '8.23.1' } })}\n`,
  'archive/migrations/0001_documents.sql': `CREATE TABLE documents (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    labels text[] NOT NULL DEFAULT '{}'
);
`,
  'archive/migrations/0002_search.sql': `-- The search by label.

CREATE INDEX documents_title_idx ON documents (title);
`,
};

describe('the workbench, while somebody types', function () {
  this.timeout(90_000);
  const folder = path.join(e2eEnvironment().scratch, 'helpdesk');
  let session: WorkbenchSession;
  let workbench: Workbench;

  before(async () => {
    for (const [file, text] of Object.entries(PROJECT)) await write(file, text);
    // A repository without an index: nothing is committed, so that a migration may still be edited.
    await mkdir(path.join(folder, '.git'));
    session = await openWorkbench({
      name: 'typing',
      folder,
      trust: true,
      // What is typed shall stand there as it is.
      settings: {
        'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
        'editor.suggestOnTriggerCharacters': false,
        'editor.parameterHints.enabled': false,
      },
    });
    ({ workbench } = session);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.recordFailure(this.currentTest.title);
  });

  after(() => session?.close());

  describe('a migration in SQL', () => {
    const file = 'archive/migrations/0002_search.sql';
    const statement = 'CREATE INDEX documents_labels_idx ON documents (labels);';

    it('gets a squiggle under an index that cannot help, as soon as it is written', async () => {
      await workbench.openFile(file, { line: 2, column: 1 });
      await workbench.type(statement);
      await workbench.waitForSquiggleUnder(statement);
      await workbench.screenshot('wrong-method-squiggle');
    });

    it('says on hover why', async () => {
      const hover = await workbench.hover(await workbench.waitForSquiggleUnder(statement));
      await eventually('the hover says what, why and how', async () => {
        const words = (await hover.textContent()) ?? '';
        return [/B-tree/, /only compares whole values/, /How to fix: \w/].every(part => part.test(words)) || undefined;
      });
      await workbench.screenshot('wrong-method-hover');
      await workbench.endHover();
    });

    it('is repaired from the light bulb', async () => {
      await takeFix(/^Write USING gin$/, 'wrong-method-fixes');
      await workbench.waitForNoSquiggleUnder('documents_labels_idx');
      await workbench.screenshot('wrong-method-fixed');
      await workbench.save();
      assert.match(await read(file), /^CREATE INDEX documents_labels_idx ON documents USING gin \(labels\);$/m);
    });
  });

  describe('a schema in TypeScript', () => {
    const file = 'desk/src/schema/tickets.ts';
    const column = "agentId: bigint('agent_id', { mode: 'number' })";

    it('gets a squiggle under a reference without an index', async () => {
      const line = SCHEMA.split('\n').findIndex(each => each.includes(column)) + 1;
      await workbench.openFile(file, { line, column: `  ${column}`.length + 1 });
      await workbench.type('.references(() => agents.id)');
      await workbench.waitForSquiggleUnder(`${column}.references(() => agents.id),`);
      await workbench.screenshot('drizzle-squiggle');
    });

    it('says on hover why', async () => {
      const hover = await workbench.hover(await workbench.waitForSquiggleUnder(column));
      await eventually(
        'the hover says what',
        async () => /No index on `tickets` starts with `agentId`/.test((await hover.textContent()) ?? '') || undefined,
      );
      await workbench.screenshot('drizzle-hover');
      await workbench.endHover();
    });

    it('is repaired from the light bulb, with its import', async () => {
      await takeFix(/^Add index\(/, 'drizzle-fixes');
      await workbench.waitForNoSquiggleUnder(column);
      await workbench.screenshot('drizzle-fixed');
      await workbench.save();
      const text = await read(file);
      assert.match(text, /^import \{ bigint, index, pgTable, text \} from 'drizzle-orm\/pg-core';$/m);
      assert.match(text, /index\('tickets_agent_id_idx'\)\.on\(\w+\.agentId\)/);
    });

    it('belongs to the project as soon as it is there', async () => {
      const added = 'desk/src/schema/replies.ts';
      await write(
        added,
        `import { bigint, pgTable, text } from 'drizzle-orm/pg-core';
import { tickets } from './tickets';

export const replies = pgTable('replies', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  ticketId: bigint('ticket_id', { mode: 'number' }).notNull().references(() => tickets.id),
  text: text().notNull(),
});
`,
      );
      await workbench.openFile(added, { line: 6, column: 3 });
      await workbench.waitForSquiggleUnder("ticketId: bigint('ticket_id'");
      await workbench.screenshot('new-schema-squiggle');
      const rows = await workbench.openProblems('index/fk-without-index');
      await rows.filter({ hasText: 'ticketId' }).first().waitFor();
      assert.equal(await rows.filter({ hasText: 'agentId' }).count(), 0);
      await workbench.screenshot('problems');
      await workbench.closePanel();
    });
  });

  async function takeFix(title: RegExp, name: string): Promise<void> {
    const fixes = await workbench.openQuickFixes();
    await fixes.filter({ hasText: title }).first().waitFor();
    await workbench.screenshot(name);
    await fixes.filter({ hasText: title }).first().click();
  }

  function read(file: string): Promise<string> {
    return readFile(path.join(folder, file), 'utf8');
  }

  async function write(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
});
