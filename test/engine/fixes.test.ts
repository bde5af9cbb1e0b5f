import assert from 'node:assert/strict';
import type { FixIntent, RenderContext, Renderer, WorkspaceChange } from '../../server/src/core/fix';
import type { Frontend } from '../../server/src/core/frontend';
import { hashText } from '../../server/src/core/hash';
import type { Place } from '../../server/src/core/text';
import { applyTextEdits, areApart } from '../../server/src/engine/apply-change';
import { prismaFrontend } from '../../server/src/frontends/prisma/index';
import { fakeRule } from '../harness/fake-rule';
import { createMemoryFileSystem } from '../harness/memory-file-system';
import { prismaModel, prismaProject } from '../harness/prisma-project';
import { createTestEngine } from '../harness/test-engine';

const ROOT = 'file:///app';
const SCHEMA = `${ROOT}/schema.prisma`;
const never = new AbortController().signal;
const TEXT = `${prismaModel('Post')}\n${prismaModel('Author')}`;

/** One finding per table whose name has no underscore, with a fix of each safety. */
const rule = fakeRule('fake/table', {
  scope: 'table',
  check: table =>
    table.logicalName.endsWith('_')
      ? []
      : [
          {
            at: table.place,
            message: table.logicalName,
            data: {},
            fixes: [
              intentFor(table.place, 'review'),
              ...(table.logicalName === 'Post' ? [intentFor(table.place, 'safe')] : []),
            ],
          },
        ],
});

function intentFor(at: Place, safety: FixIntent['safety']): FixIntent {
  return {
    kind: 'add-index',
    language: 'prisma',
    title: `Mark (${safety})`,
    safety,
    at,
    table: 't',
    columns: ['c'],
    indexName: 'i',
  };
}

/** Puts an underscore behind the model's name. */
function markName({ at }: FixIntent, context: RenderContext): WorkspaceChange | { declined: string } {
  const source = context.read(at.uri);
  const span = context.locate(at);
  if (!source || !span) return { declined: 'unreadable' };
  const name = /model (\w+)/g;
  name.lastIndex = source.text.lastIndexOf('model', span.end);
  const match = name.exec(source.text);
  if (!match) return { declined: 'no model' };
  const end = match.index + match[0].length;
  return {
    edits: [{ uri: at.uri, expect: source.expect, edits: [{ span: { start: end, end }, newText: '_' }] }],
    create: [],
  };
}

function open(render: Renderer['render'] = markName, frontends?: readonly Frontend[]) {
  const fileSystem = createMemoryFileSystem([[SCHEMA, TEXT]]);
  const test = createTestEngine({
    rules: [rule],
    fileSystem,
    frontends: frontends ?? [{ ...prismaFrontend, renderer: { render } }],
    versionControl: { isCommitted: async uri => uri === SCHEMA },
  });
  test.engine.setProject(prismaProject([ROOT], [SCHEMA]), [SCHEMA]);
  return test;
}

async function findingOf(engine: ReturnType<typeof open>['engine'], message = 'Post') {
  const { findings } = await engine.checkFile(SCHEMA, never);
  const finding = findings.find(candidate => candidate.message === message);
  assert.ok(finding, `${message} is among ${findings.map(one => one.message).join()}`);
  return finding;
}

function editsOf(change: WorkspaceChange | { readonly declined: string }) {
  if ('declined' in change) assert.fail(change.declined);
  return change.edits;
}

describe('fixes', () => {
  it('are made for the text of the file, by its hash, or for the version of the document', async () => {
    const { engine } = open();
    const finding = await findingOf(engine);
    assert.deepEqual(finding.fixes, [
      { title: 'Mark (review)', safety: 'review' },
      { title: 'Mark (safe)', safety: 'safe' },
    ]);
    const [edit] = editsOf(await engine.resolveFix(finding.id, 0, never));
    assert.deepEqual(edit?.expect, { hash: hashText(TEXT) });
    assert.ok(applyTextEdits(TEXT, edit?.edits ?? []).startsWith('model Post_ {'));
    engine.openDocument(SCHEMA, TEXT, 12);
    const [inDocument] = editsOf(await engine.resolveFix(finding.id, 0, never));
    assert.deepEqual(inDocument?.expect, { version: 12 });
  });

  it('follow the text: what was typed above moves the edit, what removed the finding declines it', async () => {
    const { engine } = open();
    const { id } = await findingOf(engine);
    const moved = `// above\n${TEXT}`;
    engine.openDocument(SCHEMA, moved, 2);
    const [edit] = editsOf(await engine.resolveFix(id, 0, never));
    assert.deepEqual(edit?.expect, { version: 2 });
    assert.ok(applyTextEdits(moved, edit?.edits ?? []).startsWith('// above\nmodel Post_ {'));
    engine.openDocument(SCHEMA, prismaModel('Author'), 3);
    assert.deepEqual(await engine.resolveFix(id, 0, never), { declined: 'The finding is no longer there.' });
    assert.deepEqual(await engine.resolveFix('no such id', 0, never), { declined: 'The finding is no longer there.' });
  });

  it('read a file again that was written without a notice', async () => {
    const { engine, fileSystem } = open();
    const { id } = await findingOf(engine);
    const written = `// written by another program\n${TEXT}`;
    fileSystem.files.set(SCHEMA, written);
    const [edit] = editsOf(await engine.resolveFix(id, 0, never));
    assert.deepEqual(edit?.expect, { hash: hashText(written) });
    assert.ok(applyTextEdits(written, edit?.edits ?? []).includes('model Post_ {'));
    fileSystem.files.delete(SCHEMA);
    assert.ok('declined' in (await engine.resolveFix(id, 0, never)));
  });

  it('are declined when the file never holds still', async () => {
    const { engine, fileSystem } = open();
    const { id } = await findingOf(engine);
    let count = 0;
    const { read } = fileSystem;
    fileSystem.read = uri => {
      count += 1;
      fileSystem.files.set(SCHEMA, `// ${count}\n${TEXT}`);
      return read(uri);
    };
    assert.deepEqual(await engine.resolveFix(id, 0, never), {
      declined: 'The files changed while the fix was being made.',
    });
  });

  it('fetch what a renderer asks for and ask it again', async () => {
    const asked: unknown[] = [];
    const { engine } = open((intent, context) => {
      asked.push([
        context.isCommitted(SCHEMA),
        context.isCommitted(`${ROOT}/new.sql`),
        context.read(`${ROOT}/none.sql`),
      ]);
      assert.equal(context.timestamp, '20260102030405');
      return markName(intent, context);
    });
    const { id } = await findingOf(engine);
    editsOf(await engine.resolveFix(id, 0, never));
    assert.deepEqual(asked.at(-1), [true, false, undefined]);
  });

  it('are refused when they do not fit: for another text, outside of it, or overlapping', async () => {
    const expect = { hash: hashText(TEXT) };
    const at = (start: number, end: number) => ({ span: { start, end }, newText: 'x' });
    const bad: WorkspaceChange['edits'][] = [
      [{ uri: SCHEMA, expect: { hash: 'stale' }, edits: [at(0, 1)] }],
      [{ uri: SCHEMA, expect, edits: [at(0, TEXT.length + 1)] }],
      [{ uri: SCHEMA, expect, edits: [at(0, 3), at(2, 4)] }],
      [{ uri: `${ROOT}/none.sql`, expect, edits: [at(0, 0)] }],
    ];
    for (const edits of bad) {
      const { engine, log } = open(() => ({ edits, create: [] }));
      const { id } = await findingOf(engine);
      assert.deepEqual(await engine.resolveFix(id, 0, never), {
        declined: 'The edits of this fix do not fit the files.',
      });
      assert.match(log.join(), /was refused/);
    }
  });

  it('are declined when their renderer throws', async () => {
    const { engine, log } = open(() => {
      throw new Error('boom');
    });
    const { id } = await findingOf(engine);
    assert.deepEqual(await engine.resolveFix(id, 0, never), { declined: 'This fix failed; the log says why.' });
    assert.match(log.join(), /boom/);
  });

  it('of migrations are written by SQL, wherever the finding lies', async () => {
    const sql: Frontend = {
      ...{ id: 'sql', extensions: ['.sql'], needsHints: false, extract: prismaFrontend.extract },
      renderer: { render: () => ({ edits: [], create: [{ uri: `${ROOT}/1.sql`, text: 'CREATE INDEX' }] }) },
    };
    const migrating = fakeRule('fake/table', {
      scope: 'table',
      check: table => [
        {
          at: table.place,
          message: table.logicalName,
          data: {},
          fixes: [
            {
              ...{
                kind: 'add-index-migration',
                title: 'Migrate',
                safety: 'review',
                at: table.place,
                createdAt: table.place,
              },
              ...{ tool: 'prisma', folder: ROOT, editable: false, files: [], concurrently: false, dialect: 'postgres' },
              ...{ table: 't', columns: ['c'], indexName: 'i' },
            },
          ],
        },
      ],
    });
    const { engine } = createTestEngine({
      rules: [migrating],
      frontends: [prismaFrontend, sql],
      fileSystem: createMemoryFileSystem([[SCHEMA, TEXT]]),
    });
    engine.setProject(prismaProject([ROOT], [SCHEMA]), [SCHEMA]);
    const { id } = await findingOf(engine);
    const change = await engine.resolveFix(id, 0, never);
    assert.ok('create' in change && change.create[0]?.text === 'CREATE INDEX');
    // Both findings would create the same file: the second waits for the next round.
    const all = await engine.fixFile(SCHEMA, 'review', never);
    assert.deepEqual([all.fixed, all.change.create.length], [1, 1]);
  });

  it('of a whole file go together, the safe ones alone unless the reviewed ones are asked for', async () => {
    const { engine } = open();
    const safe = await engine.fixFile(SCHEMA, 'safe', never);
    assert.equal(safe.fixed, 1);
    assert.equal(applyTextEdits(TEXT, safe.change.edits[0]?.edits ?? []), TEXT.replace('Post', 'Post_'));
    const all = await engine.fixFile(SCHEMA, 'review', never);
    assert.equal(all.fixed, 2);
    assert.equal(all.change.edits.length, 1);
    assert.equal(
      applyTextEdits(TEXT, all.change.edits[0]?.edits ?? []),
      TEXT.replace('Post', 'Post_').replace('Author', 'Author_'),
    );
  });

  it('of a whole file wait for the next round where they touch, and say what was declined', async () => {
    const { engine } = open((_intent, context) => {
      const source = context.read(SCHEMA);
      return source
        ? {
            edits: [{ uri: SCHEMA, expect: source.expect, edits: [{ span: { start: 0, end: 0 }, newText: '// x\n' }] }],
            create: [],
          }
        : { declined: 'unreadable' };
    });
    const touching = await engine.fixFile(SCHEMA, 'review', never);
    assert.deepEqual([touching.fixed, touching.change.edits[0]?.edits.length, touching.declined], [1, 1, []]);
    const { engine: declining } = open(() => ({ declined: 'not today' }));
    const finding = await findingOf(declining);
    const declined = await declining.fixFile(SCHEMA, 'safe', never);
    assert.deepEqual(declined, {
      ...{ fixed: 0, change: { edits: [], create: [] } },
      declined: [{ findingId: finding.id, reason: 'not today' }],
    });
  });
});

describe('text edits', () => {
  const edit = (start: number, end: number, newText = '') => ({ span: { start, end }, newText });

  it('apply in any order and refuse to overlap', () => {
    assert.equal(applyTextEdits('abcdef', [edit(4, 5, 'E'), edit(0, 1, 'A'), edit(2, 2, '-')]), 'Ab-cdEf');
    assert.throws(() => applyTextEdits('abc', [edit(0, 2), edit(1, 3)]), /overlap/);
    assert.throws(() => applyTextEdits('abc', [edit(2, 9)]), /outside/);
  });

  it('are apart unless they share a character or the point where both insert', () => {
    assert.equal(areApart(edit(0, 2), edit(2, 4)), true);
    assert.equal(areApart(edit(0, 3), edit(2, 4)), false);
    assert.equal(areApart(edit(2, 2), edit(2, 2)), false);
  });
});
