import assert from 'node:assert/strict';
import type { FixIntent, RenderContext } from '../../../server/src/core/fix';
import { loadPostgres } from '../../../server/src/frontends/sql/dialects/postgres';
import { sqlFrontend } from '../../../server/src/frontends/sql/index';

type IndexMigration = Extract<FixIntent, { readonly kind: 'add-index-migration' }>;

const FOLDER = 'file:///db/migrations';
const PLACE = { uri: `${FOLDER}/0001_init.sql`, unit: 'statement create-table posts', span: { start: 0, end: 1 } };
const POSTS = 'CREATE TABLE posts (\n  id int PRIMARY KEY,\n  author_id int REFERENCES users (id)\n);';
const BASE: IndexMigration = {
  kind: 'add-index-migration',
  title: 'Create an index',
  safety: 'review',
  at: PLACE,
  createdAt: PLACE,
  tool: 'plain-sql',
  folder: FOLDER,
  editable: false,
  files: [PLACE.uri],
  concurrently: false,
  dialect: 'postgres',
  schema: 'public',
  table: 'posts',
  columns: ['author_id'],
  indexName: 'posts_author_id_idx',
};

interface Outcome {
  readonly texts: Readonly<Record<string, string>>;
  readonly declined?: string;
}

/** The files that a fix changes or makes. */
function render(intent: FixIntent, files: Readonly<Record<string, string>>, committed: boolean): Outcome {
  const context: RenderContext = {
    read: uri => (files[uri] === undefined ? undefined : { text: files[uri], expect: { hash: 'h' } }),
    locate: place => place.span,
    isCommitted: () => committed,
    timestamp: '20261122153000',
  };
  const result = sqlFrontend.renderer.render(intent, context);
  if ('declined' in result) return { texts: {}, declined: result.declined };
  const texts: Record<string, string> = {};
  for (const { uri, text } of result.create) texts[uri] = text;
  for (const { uri, edits } of result.edits) {
    let text = files[uri] ?? '';
    for (const { span, newText } of [...edits].reverse())
      text = text.slice(0, span.start) + newText + text.slice(span.end);
    texts[uri] = text;
  }
  return { texts };
}

function inserted(text: string, changes: Partial<IndexMigration> = {}): string | undefined {
  const { texts, declined } = render({ ...BASE, ...changes }, { [PLACE.uri]: text }, false);
  return declined ?? texts[PLACE.uri];
}

function created(changes: Partial<IndexMigration>, text = POSTS): Readonly<Record<string, string>> | string {
  const { texts, declined } = render({ ...BASE, ...changes }, { [PLACE.uri]: text }, true);
  return declined ?? texts;
}

describe('an index in the script that creates the table', () => {
  before(loadPostgres);

  it('stands behind the table', () => {
    assert.equal(
      inserted(`${POSTS}\n\nSELECT 1;\n`),
      `${POSTS}\n\nCREATE INDEX posts_author_id_idx ON posts (author_id);\n\nSELECT 1;\n`,
    );
  });

  it('takes the file’s line ends, case and quotes', () => {
    const text = 'create table "Blog"."posts" (\r\n  "author_id" int\r\n); -- posts\r\nselect 1;\r\n';
    assert.equal(
      inserted(text, { schema: 'Blog' }),
      'create table "Blog"."posts" (\r\n  "author_id" int\r\n); -- posts\r\n\r\ncreate index "posts_author_id_idx" on "Blog"."posts" ("author_id");\r\nselect 1;\r\n',
    );
  });

  it('closes a last statement without a semicolon', () => {
    assert.equal(inserted(POSTS.slice(0, -1)), `${POSTS}\n\nCREATE INDEX posts_author_id_idx ON posts (author_id);`);
  });

  it('stands behind the column, where that comes later', () => {
    const text = 'CREATE TABLE posts (id int);\nCREATE TABLE b (id int);\nALTER TABLE posts ADD author_id int;\n';
    assert.equal(inserted(text), `${text.trimEnd()}\n\nCREATE INDEX posts_author_id_idx ON posts (author_id);\n`);
  });

  it('stands behind the column, where an earlier one of the name was dropped', () => {
    const text = `${POSTS}\nALTER TABLE posts DROP author_id;\nALTER TABLE posts RENAME writer TO author_id;\n`;
    assert.equal(inserted(text), `${text.trimEnd()}\n\nCREATE INDEX posts_author_id_idx ON posts (author_id);\n`);
  });

  it('quotes what has to be quoted', () => {
    const text = 'CREATE TABLE posts ("authorId" int, "order" int);';
    assert.equal(
      inserted(text, { columns: ['authorId', 'order'], indexName: 'posts_authorId_idx' }),
      `${text}\n\nCREATE INDEX "posts_authorId_idx" ON posts ("authorId", "order");`,
    );
  });

  it('has Prisma’s header where the file has such headers', () => {
    const text = '-- CreateTable\nCREATE TABLE "posts" ("author_id" INTEGER);\n';
    assert.equal(
      inserted(text),
      '-- CreateTable\nCREATE TABLE "posts" ("author_id" INTEGER);\n\n-- CreateIndex\nCREATE INDEX "posts_author_id_idx" ON "posts" ("author_id");\n',
    );
  });

  it('is written for MySQL with backticks', () => {
    const text = 'CREATE TABLE `posts` (`author_id` int);';
    assert.equal(
      inserted(text, { dialect: 'mysql' }),
      `${text}\n\nCREATE INDEX \`posts_author_id_idx\` ON \`posts\` (\`author_id\`);`,
    );
  });

  it('goes into a committed file only where that is no history', () => {
    const intent = { ...BASE, editable: true };
    const { texts } = render(intent, { [PLACE.uri]: POSTS }, true);
    assert.equal(texts[PLACE.uri], `${POSTS}\n\nCREATE INDEX posts_author_id_idx ON posts (author_id);`);
    const elsewhere = render(intent, { [PLACE.uri]: 'CREATE TABLE posts (id int);' }, true);
    assert.match(elsewhere.declined ?? '', /not created whole/);
  });

  it('answers the plain intent as well', () => {
    const intent: FixIntent = {
      kind: 'add-index',
      language: 'sql',
      title: '',
      safety: 'review',
      at: PLACE,
      table: 'posts',
      columns: ['author_id'],
      indexName: 'i',
    };
    assert.equal(
      render(intent, { [PLACE.uri]: POSTS }, false).texts[PLACE.uri],
      `${POSTS}\n\nCREATE INDEX i ON posts (author_id);`,
    );
  });
});

describe('an index in a migration of its own', () => {
  before(loadPostgres);

  const statement = 'CREATE INDEX posts_author_id_idx ON posts (author_id);\n';

  it('continues plain numbers with their width', () => {
    const files = [`${FOLDER}/0008_a.sql`, `${FOLDER}/0009_b.sql`];
    assert.deepEqual(created({ files }), { [`${FOLDER}/0010_add_posts_author_id_idx.sql`]: statement });
  });

  it('is numbered by time where the others are', () => {
    const files = [`${FOLDER}/20270101000000-a.sql`];
    assert.deepEqual(created({ files }), { [`${FOLDER}/20270101000001-add-posts-author-id-idx.sql`]: statement });
    assert.deepEqual(created({ tool: 'supabase', files: [`${FOLDER}/20250101000000_a.sql`] }), {
      [`${FOLDER}/20261122153000_add_posts_author_id_idx.sql`]: statement,
    });
  });

  it('has a way back where the others have one', () => {
    assert.deepEqual(created({ files: [`${FOLDER}/000001_a.up.sql`] }), {
      [`${FOLDER}/000002_add_posts_author_id_idx.up.sql`]: statement,
      [`${FOLDER}/000002_add_posts_author_id_idx.down.sql`]: 'DROP INDEX posts_author_id_idx;\n',
    });
  });

  it('is a folder for Prisma', () => {
    const files = [`${FOLDER}/20250101000000_init/migration.sql`];
    const text = '-- CreateTable\nCREATE TABLE "posts" ("author_id" INTEGER);\n';
    assert.deepEqual(created({ tool: 'prisma', files }, text), {
      [`${FOLDER}/20261122153000_add_posts_author_id_idx/migration.sql`]:
        '-- CreateIndex\nCREATE INDEX "posts_author_id_idx" ON "posts" ("author_id");\n',
    });
  });

  it('has the next version for Flyway', () => {
    const name = (last: string): string | undefined =>
      Object.keys(created({ tool: 'flyway', files: [`${FOLDER}/${last}`] }))[0];
    assert.equal(name('V6__a.sql'), `${FOLDER}/V7__add_posts_author_id_idx.sql`);
    assert.equal(name('V1.09__a.sql'), `${FOLDER}/V1.10__add_posts_author_id_idx.sql`);
  });

  it('is built without a lock where the tool allows it', () => {
    assert.deepEqual(Object.values(created({ concurrently: true })), [
      'CREATE INDEX CONCURRENTLY posts_author_id_idx ON posts (author_id);\n',
    ]);
  });

  it('names the table as it is called now', () => {
    const renamed = 'CREATE TABLE articles (author_id int);';
    assert.deepEqual(Object.values(created({ schema: 'Blog' }, renamed)), [
      'CREATE INDEX posts_author_id_idx ON "Blog".posts (author_id);\n',
    ]);
  });

  it('says the method, the operator class and what brings it', () => {
    const trigrams = { method: 'gin', operatorClass: 'gin_trgm_ops', extension: 'pg_trgm', concurrently: true };
    assert.deepEqual(Object.values(created({ ...trigrams, columns: ['author_id'] })), [
      'CREATE EXTENSION IF NOT EXISTS pg_trgm;\nCREATE INDEX posts_author_id_idx ON posts USING gin (author_id gin_trgm_ops);\n',
    ]);
  });

  it('goes into the journal of Drizzle with a snapshot of its own', () => {
    const entry = (idx: number, tag: string) => ({
      idx,
      version: '7',
      when: 1_700_000_000_000 + idx,
      tag,
      breakpoints: true,
    });
    const journal = { version: '7', dialect: 'postgresql', entries: [entry(0, '0000_a'), entry(1, '0001_b')] };
    const snapshot = { id: 'second', prevId: 'first', version: '7', tables: {} };
    const files = {
      [PLACE.uri]: POSTS,
      [`${FOLDER}/meta/_journal.json`]: JSON.stringify(journal, null, 2),
      [`${FOLDER}/meta/0001_snapshot.json`]: JSON.stringify(snapshot, null, 2),
    };
    const { texts, declined } = render({ ...BASE, tool: 'drizzle' }, files, true);
    assert.equal(declined, undefined);
    const tag = '0002_add_posts_author_id_idx';
    assert.equal(texts[`${FOLDER}/${tag}.sql`], statement);
    const next = { ...entry(2, tag), when: Date.UTC(2026, 10, 22, 15, 30) };
    assert.equal(
      texts[`${FOLDER}/meta/_journal.json`],
      JSON.stringify({ ...journal, entries: [...journal.entries, next] }, null, 2),
    );
    const copied = JSON.parse(texts[`${FOLDER}/meta/0002_snapshot.json`] ?? '') as typeof snapshot;
    assert.deepEqual({ ...copied, id: '' }, { ...snapshot, id: '', prevId: 'second' });
    assert.match(copied.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const strange = { ...files, [`${FOLDER}/meta/_journal.json`]: JSON.stringify({ ...journal, version: '9' }) };
    assert.match(render({ ...BASE, tool: 'drizzle' }, strange, true).declined ?? '', /journal/);
  });

  it('is declined where the convention is not known', () => {
    assert.match(String(created({ files: [`${FOLDER}/init.sql`] })), /not numbered/);
    assert.match(String(created({ tool: 'drizzle' })), /journal/);
    assert.match(String(created({ tool: 'knex' })), /program/);
  });
});
