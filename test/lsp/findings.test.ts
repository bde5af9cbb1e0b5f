import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, FileChangeType } from 'vscode-languageserver/node';
import { connectToRealServer, createTemporaryFolder, type TemporaryFolder } from './real-server';
import { type ClientOptions, eventually, type TestClient } from './test-client';

const FOREIGN_KEY = 'index/fk-without-index';
const LOOP = 'n-plus-one/query-in-loop';
const INJECTION = 'injection/interpolated-query';

const SCHEMA = `generator client {
  provider = "prisma-client-js"
}

datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id
  email String @unique
  posts Post[]
}

model Post {
  id       Int    @id
  title    String
  authorId Int
  author   User   @relation(fields: [authorId], references: [id])
}
`;

const AUTHORS = `import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function authorsOf(posts: { authorId: number }[]) {
  const names: string[] = [];
  for (const post of posts) {
    const author = await prisma.user.findUnique({ where: { id: post.authorId } });
    names.push(author?.email ?? 'unknown');
  }
  return names;
}
`;

const REPORT = `import { Pool } from 'pg';

const pool = new Pool();

export function byEmail(email: string) {
  return pool.query(\`
    SELECT id
    FROM customers
    WHERE email = '\${email}'
  \`);
}
`;

const PROJECT = {
  'package.json': JSON.stringify({ name: 'shop', dependencies: { '@prisma/client': '7.10.0', pg: '8.0.0' } }),
  'prisma/schema.prisma': SCHEMA,
  'src/authors.ts': AUTHORS,
  'src/report.ts': REPORT,
};

describe('findings over the protocol', () => {
  let client: TestClient;
  let folder: TemporaryFolder;
  const folders: TemporaryFolder[] = [];

  async function start(files: Readonly<Record<string, string>> = PROJECT, options: ClientOptions = {}): Promise<void> {
    folder = createTemporaryFolder(files);
    folders.push(folder);
    client = await connectToRealServer({ folders: [folder.uri], ...options });
  }

  afterEach(async () => {
    await client.stop();
    for (const each of folders.splice(0)) each.dispose();
  });

  function open(path: string, text = readFileSync(join(folder.path, path), 'utf8')): string {
    const uri = folder.uriOf(path);
    client.open(uri, path.endsWith('.prisma') ? 'prisma' : path.endsWith('.sql') ? 'sql' : 'typescript', text);
    return uri;
  }

  const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

  /** What the squiggle is drawn under. */
  function underlined(uri: string, { range }: Diagnostic): string {
    const lines = client.text(uri).split(/\r\n|\r|\n/);
    const line = lines[range.start.line] ?? '';
    return range.start.line === range.end.line
      ? line.slice(range.start.character, range.end.character)
      : line.slice(range.start.character);
  }

  for (const { path, rule, under, title, fixed } of [
    {
      path: 'prisma/schema.prisma',
      rule: FOREIGN_KEY,
      under: /^author/,
      title: /@@index\(\[authorId\]\)/,
      fixed: /^ {2}@@index\(\[authorId\]\)$/m,
    },
    { path: 'src/authors.ts', rule: LOOP, under: /prisma\.user\.findUnique/, title: /once for all/, fixed: /\bin: / },
    { path: 'src/report.ts', rule: INJECTION, under: /email/, title: /parameter/i, fixed: /WHERE email = \$1/ },
  ]) {
    describe(rule, () => {
      it('is shown at its place, explained on hover, fixed, and gone', async () => {
        await start();
        const uri = open(path);
        const [diagnostic, ...others] = await client.diagnostics(uri);
        assert.ok(diagnostic);
        assert.deepEqual(others, []);
        assert.equal(diagnostic.code, rule);
        assert.equal(diagnostic.source, 'sargable');
        assert.match(diagnostic.codeDescription?.href ?? '', new RegExp(`docs/rules/${rule}\\.md$`));
        assert.match(underlined(uri, diagnostic), under);

        const hover = await client.hover(uri, diagnostic.range.start);
        assert.ok(hover && typeof hover.contents === 'object' && 'value' in hover.contents);
        assert.match(
          hover.contents.value,
          new RegExp(
            `\\*\\*How to fix:\\*\\* [\\s\\S]*\\[Read more about ${rule}\\]\\(\\S+/docs/rules/${rule}\\.md\\)$`,
          ),
        );
        assert.equal(await client.hover(uri, { line: 0, character: 0 }), null);

        const actions = await client.codeActions(uri, diagnostic.range, { diagnostics: [diagnostic] });
        const fix = actions.find(action => title.test(action.title));
        assert.ok(fix, JSON.stringify(actions.map(action => action.title)));
        assert.equal(fix.edit, undefined);
        const { edit } = await client.resolve(fix);
        assert.ok(edit, JSON.stringify(client.shown));
        client.apply(edit);
        assert.match(client.text(uri), fixed);
        assert.deepEqual(await client.diagnostics(uri), []);
      });

      it('is silenced by the comment that is offered, and only as long as it is there', async () => {
        await start();
        const uri = open(path);
        const before = client.text(uri);
        const [diagnostic] = await client.diagnostics(uri);
        assert.ok(diagnostic);
        const actions = await client.codeActions(uri, diagnostic.range, { diagnostics: [diagnostic] });
        const ignore = actions.find(action => action.title === `Ignore ${rule} on this line`);
        assert.ok(ignore);
        const { edit } = await client.resolve(ignore);
        assert.ok(edit, JSON.stringify(client.shown));
        client.apply(edit);
        assert.match(client.text(uri), new RegExp(`^ *// sargable-ignore ${rule}$`, 'm'));
        assert.deepEqual(await client.diagnostics(uri), []);
        client.type(uri, `sargable-ignore ${rule}`, 'a comment');
        assert.deepEqual(codes(await client.diagnostics(uri)), [rule]);
        assert.notEqual(client.text(uri), before);
      });
    });
  }

  describe('in SQL migrations', () => {
    const MIGRATION = `CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (
  id int PRIMARY KEY,
  author_id int NOT NULL REFERENCES users (id)
);
`;

    it('are shown, and silenced in the style of the language', async () => {
      await start({ 'migrations/0001_init.sql': MIGRATION, 'package.json': '{"dependencies":{"pg":"8.0.0"}}' });
      const uri = open('migrations/0001_init.sql');
      const [diagnostic] = await client.diagnostics(uri);
      assert.equal(diagnostic?.code, FOREIGN_KEY);
      const actions = await client.codeActions(uri, diagnostic.range, { diagnostics: [diagnostic] });
      const { edit } = await client.resolve(actions.find(({ title }) => title.startsWith('Ignore'))!);
      client.apply(edit!);
      assert.match(client.text(uri), /^ *-- sargable-ignore index\/fk-without-index$/m);
      assert.deepEqual(await client.diagnostics(uri), []);
    });

    it('offer a new migration, which the editor is told to create', async () => {
      await start({ 'migrations/0001_init.sql': MIGRATION, 'package.json': '{"dependencies":{"pg":"8.0.0"}}' });
      const uri = open('migrations/0001_init.sql');
      const [diagnostic] = await client.diagnostics(uri);
      const actions = await client.codeActions(uri, diagnostic!.range, { diagnostics: [diagnostic!] });
      const { edit } = await client.resolve(actions[0]!);
      const [create, insert] = edit?.documentChanges ?? [];
      assert.ok(create && 'kind' in create && create.kind === 'create', JSON.stringify([edit, client.shown]));
      const [[created, edits] = []] = [...client.apply({ documentChanges: [insert!] })];
      assert.equal(created, create.uri);
      assert.match(edits?.[0]?.newText ?? '', /CREATE INDEX.*author_id/s);
      const path = decodeURIComponent(created!.slice(folder.uri.length + 1));
      client.filesChanged({ uri: folder.write(path, edits![0]!.newText), type: FileChangeType.Created });
      await eventually('a refresh', () => client.refreshes > 0);
      assert.deepEqual(await client.diagnostics(uri), []);
    });
  });

  describe('columns', () => {
    const typed = (text: string) => text.replace('  return pool', "  const smile = '😀😀'; return pool");

    it('count UTF-16 units after an emoji', async () => {
      await start();
      const uri = open(
        'src/report.ts',
        typed(REPORT)
          .replace(/`\s+SELECT id\s+FROM/, '`SELECT id FROM')
          .replace(/\s+WHERE/, " WHERE '😀' <> '' AND"),
      );
      const [diagnostic] = await client.diagnostics(uri);
      assert.equal(diagnostic?.code, INJECTION);
      assert.match(underlined(uri, diagnostic), /^(\$\{)?email/);
    });

    it('and lines are right with CRLF, and fixes keep it', async () => {
      await start();
      const uri = open('prisma/schema.prisma', SCHEMA.replaceAll('\n', '\r\n'));
      const [diagnostic] = await client.diagnostics(uri);
      assert.match(underlined(uri, diagnostic!), /^author/);
      const [fix] = await client.codeActions(uri, diagnostic!.range, { diagnostics: [diagnostic!] });
      client.apply((await client.resolve(fix!)).edit!);
      assert.match(client.text(uri), /\r\n {2}@@index\(\[authorId\]\)\r\n/);
      assert.doesNotMatch(client.text(uri), /[^\r]\n/);
    });

    it("are an editor's for a file with a byte order mark on disk", async () => {
      const text = REPORT.replace(
        /import.*\n\nconst pool.*\n\n/,
        "import { Pool } from 'pg'; const pool = new Pool(); ",
      );
      const flat = text.replaceAll(/\n */g, ' ');
      await start({ ...PROJECT, 'src/report.ts': `\uFEFF${flat}` });
      const { items } = await client.pullWorkspace();
      const closed = items.find(({ uri }) => uri === folder.uriOf('src/report.ts'));
      assert.ok(closed?.kind === 'full' && closed.items.length === 1);
      const uri = open('src/report.ts', flat);
      const [diagnostic] = await client.diagnostics(uri);
      assert.deepEqual(closed.items[0]?.range, diagnostic?.range);
    });
  });

  describe('while typing', () => {
    it('stay where the rest of the file is broken', async () => {
      await start();
      const script = open('src/report.ts');
      client.type(script, 'export function', 'const half = pool.query(\n\nexport function');
      assert.deepEqual(codes(await client.diagnostics(script)), [INJECTION]);
      const schema = open('prisma/schema.prisma');
      client.type(schema, 'model Post {', 'model Half {\n  id Int @id @@\n\nmodel Post {');
      assert.deepEqual(codes(await client.diagnostics(schema)), [FOREIGN_KEY]);
    });

    it('move with their lines', async () => {
      await start();
      const uri = open('src/authors.ts');
      const [before] = await client.diagnostics(uri);
      client.type(uri, 'import', '// one\n// two\nimport');
      const [after] = await client.diagnostics(uri);
      assert.equal(after!.range.start.line, before!.range.start.line + 2);
    });

    it('reach other files: the schema decides what the code means', async () => {
      await start();
      const schema = open('prisma/schema.prisma');
      const script = open('src/authors.ts');
      assert.deepEqual(codes(await client.diagnostics(script)), [LOOP]);
      await client.diagnostics(schema);
      client.type(schema, 'model User', 'model Person');
      await client.diagnostics(schema);
      await eventually('a refresh', () => client.refreshes > 0);
      assert.deepEqual(await client.diagnostics(script), []);
    });
  });

  describe('of a workspace', () => {
    const found = async (): Promise<Record<string, unknown>> => {
      const { items } = await client.pullWorkspace();
      return Object.fromEntries(
        items
          .filter(item => item.kind === 'full' && item.items.length > 0)
          .map(item => [item.uri.slice(item.uri.lastIndexOf('/') + 1), item.kind === 'full' && codes(item.items)]),
      );
    };
    const ALL = { 'schema.prisma': [FOREIGN_KEY], 'authors.ts': [LOOP], 'report.ts': [INJECTION] };

    it('are all there before any file is opened', async () => {
      await start();
      assert.deepEqual(await found(), ALL);
    });

    it('follow files that change, appear and vanish on disk', async () => {
      await start();
      await found();
      const schema = SCHEMA.replace(/\n}\n$/, '\n\n  @@index([authorId])\n}\n');
      client.filesChanged({ uri: folder.write('prisma/schema.prisma', schema), type: FileChangeType.Changed });
      const { 'schema.prisma': _, ...withoutSchema } = ALL;
      assert.deepEqual(await found(), withoutSchema);
      client.filesChanged({ uri: folder.write('src/second.ts', REPORT), type: FileChangeType.Created });
      for (let now: unknown; ; ) {
        now = (await found())['second.ts'];
        if (now) break;
      }
      client.filesChanged({ uri: folder.remove('src'), type: FileChangeType.Deleted });
      assert.deepEqual(await found(), {});
    });

    it('are silent in what git ignores, also when it appears later', async () => {
      await start({ ...PROJECT, '.gitignore': 'generated/\n', 'generated/a.ts': REPORT });
      assert.deepEqual(await found(), ALL);
      client.filesChanged({ uri: folder.write('generated/b.ts', REPORT), type: FileChangeType.Created });
      await new Promise(resolve => setTimeout(resolve, 400));
      assert.deepEqual(await found(), ALL);
    });

    it('keep several folders apart', async () => {
      const other = createTemporaryFolder({
        ...PROJECT,
        'prisma/schema.prisma': SCHEMA.replace(/\n}\n$/, '\n\n  @@index([authorId])\n}\n'),
      });
      folders.push(other);
      await start(PROJECT, {});
      await client.stop();
      client = await connectToRealServer({ folders: [folder.uri, other.uri] });
      const { items } = await client.pullWorkspace();
      const own = (uri: string) =>
        items
          .filter(item => item.uri.startsWith(`${uri}/`))
          .flatMap(item => (item.kind === 'full' ? codes(item.items) : []));
      assert.deepEqual(own(folder.uri).sort(), [FOREIGN_KEY, INJECTION, LOOP]);
      assert.deepEqual(own(other.uri).sort(), [INJECTION, LOOP]);
      const uri = other.uriOf('src/report.ts');
      client.open(uri, 'typescript', REPORT);
      const [diagnostic] = await client.diagnostics(uri);
      const [fix] = await client.codeActions(uri, diagnostic!.range, { diagnostics: [diagnostic!] });
      client.apply((await client.resolve(fix!)).edit!);
      assert.match(client.text(uri), /\$1/);
    });
  });

  describe('settings', () => {
    it("change severities: the folder's over the project's file over the user's", async () => {
      await start(
        { ...PROJECT, 'sargable.config.json': JSON.stringify({ rules: { [INJECTION]: 'info' } }) },
        { settings: new Map([['', { rules: { [INJECTION]: 'hint', [LOOP]: 'off' } }]]) },
      );
      const script = open('src/report.ts');
      const severity = async () => (await client.diagnostics(script))[0]?.severity;
      assert.equal(await severity(), 3);
      assert.deepEqual(await client.diagnostics(open('src/authors.ts')), []);
      client.settings.set(folder.uri, { rules: { [INJECTION]: 'error' } });
      client.configurationChanged();
      await eventually('a refresh', () => client.refreshes > 0);
      assert.equal(await severity(), 1);
      client.settings.set(folder.uri, { enable: false });
      client.configurationChanged();
      await eventually('another refresh', () => client.refreshes > 1);
      assert.equal(await severity(), undefined);
    });

    it('in a file follow its changes on disk and in the editor, with what is wrong in it', async () => {
      await start();
      const script = open('src/report.ts');
      assert.equal((await client.diagnostics(script)).length, 1);
      const uri = folder.write('sargable.config.json', JSON.stringify({ rules: { [INJECTION]: 'off' } }));
      client.filesChanged({ uri, type: FileChangeType.Created });
      await eventually('a refresh', () => client.refreshes > 0);
      assert.deepEqual(await client.diagnostics(script), []);
      client.open(uri, 'jsonc', '{ "rules": { "injection/interpolated-qery": "off" } }');
      await eventually('another refresh', () => client.refreshes > 1);
      assert.equal((await client.diagnostics(script)).length, 1);
      const [problem] = await client.diagnostics(uri);
      assert.equal(problem?.code, 'config/unknown-key');
      assert.match(String(problem.message), /injection\/interpolated-query/);
    });
  });

  it('of documents that were never saved are those of their language', async () => {
    await start();
    client.open('untitled:Untitled-1', 'typescript', REPORT);
    assert.deepEqual(codes(await client.diagnostics('untitled:Untitled-1')), [INJECTION]);
  });

  it('point out comments that silence nothing as superfluous', async () => {
    await start();
    const uri = open('src/report.ts', `// sargable-ignore ${LOOP}\n${REPORT}`);
    const [unused] = await client.diagnostics(uri);
    assert.equal(unused?.code, 'suppression/unused');
    assert.deepEqual(unused.tags, [1]);
    assert.equal(unused.codeDescription, undefined);
  });
});
