import assert from 'node:assert/strict';
import { hashText } from '../../server/src/core/hash';
import type { Rule } from '../../server/src/core/rule';
import type { EngineDependencies, FileReport } from '../../server/src/engine/engine';
import { fakeOptions, fakeRule } from '../harness/fake-rule';
import { createMemoryFileSystem } from '../harness/memory-file-system';
import { prismaModel, prismaProject } from '../harness/prisma-project';
import { createTestEngine } from '../harness/test-engine';

const ROOT = 'file:///app';
const SCHEMA = `${ROOT}/schema.prisma`;
const never = new AbortController().signal;

/** Reports each table at its own place. */
const tableRule = fakeRule('fake/table', {
  scope: 'table',
  check: table => [{ at: table.place, message: `Table ${table.logicalName}.`, data: {} }],
});

function open(
  files: Record<string, string>,
  rules: readonly Rule[] = [tableRule],
  overrides: Partial<EngineDependencies> = {},
) {
  const fileSystem = createMemoryFileSystem(Object.entries(files));
  const test = createTestEngine({ ...overrides, rules, fileSystem });
  const uris = Object.keys(files);
  test.engine.setProject(
    prismaProject(
      [ROOT],
      uris.filter(uri => uri.endsWith('.prisma')),
    ),
    uris,
  );
  return test;
}

function messages(report: FileReport): string[] {
  return report.findings.map(finding => finding.message);
}

async function checkAll(engine: ReturnType<typeof open>['engine'], all = false): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  await engine.checkWorkspace(never, report => reports.push(report), all);
  return reports;
}

describe('engine', () => {
  it('reports what rules find, in source order, with spans of the document', async () => {
    const text = `${prismaModel('Post')}\n${prismaModel('Author')}`;
    const { engine } = open({ [SCHEMA]: text });
    const report = await engine.checkFile(SCHEMA, never);
    assert.deepEqual(messages(report), ['Table Post.', 'Table Author.']);
    assert.equal(report.version, undefined);
    assert.equal(report.text, text);
    for (const { span, message } of report.findings) {
      const name = message.slice('Table '.length, -1);
      assert.ok(text.slice(span.start, span.end).includes(name), `${name} at ${span.start}`);
    }
  });

  it('runs no rule again for a comment at the top, and only what read a changed unit', async () => {
    const text = `${prismaModel('Post')}\n${prismaModel('Author')}`;
    const { engine, graph } = open({ [SCHEMA]: text });
    engine.openDocument(SCHEMA, text, 1);
    const before = await engine.checkFile(SCHEMA, never);
    const runs = graph.runs('rule');
    engine.openDocument(SCHEMA, `// a comment\n\n${text}`, 2);
    const after = await engine.checkFile(SCHEMA, never);
    assert.equal(graph.runs('rule'), runs);
    assert.equal(after.version, 2);
    assert.deepEqual(
      after.findings.map(({ id, span }) => [id, span.start]),
      before.findings.map(({ id, span }) => [id, span.start + '// a comment\n\n'.length]),
    );
    assert.notEqual(after.resultId, before.resultId, 'the lines have moved');
    engine.openDocument(SCHEMA, text.replace('model Author {', 'model Author {\n  name String'), 3);
    await engine.checkFile(SCHEMA, never);
    assert.equal(graph.runs('rule'), runs + 1);
  });

  it('gives an equal result id for an equal report', async () => {
    const { engine } = open({ [SCHEMA]: prismaModel('Post') });
    const first = await engine.checkFile(SCHEMA, never);
    engine.openDocument(SCHEMA, prismaModel('Post'), 7);
    const second = await engine.checkFile(SCHEMA, never);
    assert.equal(second.resultId, first.resultId);
    assert.equal(second.version, 7);
  });

  it('moves the user’s severity by the steps of the finding; off is off', async () => {
    const rules = [-1, 0, 1].map(steps =>
      fakeRule(`fake/steps-${steps < 0 ? 'down' : steps}`, {
        scope: 'table',
        check: table => [{ at: table.place, steps, message: `${steps}`, data: {} }],
      }),
    );
    const severities = async (setting: string | undefined) => {
      const { engine } = open({ [SCHEMA]: prismaModel('Post') }, rules);
      const settings = Object.fromEntries(rules.map(rule => [rule.meta.id, setting]));
      engine.setConfig(setting === undefined ? [] : [{ source: 'user', value: { rules: settings } }]);
      const { findings } = await engine.checkFile(SCHEMA, never);
      return findings.map(({ message, severity }) => `${message} ${severity}`).sort();
    };
    assert.deepEqual(await severities(undefined), ['-1 info', '0 warning', '1 error']);
    assert.deepEqual(await severities('hint'), ['-1 hint', '0 hint', '1 info']);
    assert.deepEqual(await severities('error'), ['-1 warning', '0 error', '1 error']);
    assert.deepEqual(await severities('off'), []);
  });

  it('gives a rule its options, and runs it again when they change', async () => {
    const rule = fakeRule(
      'fake/options',
      {
        scope: 'table',
        check: (table, _model, options) => [{ at: table.place, message: `${options.rows}`, data: {} }],
      },
      { options: fakeOptions({ rows: 10 }) },
    );
    const { engine } = open({ [SCHEMA]: prismaModel('Post') }, [rule]);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), ['10']);
    engine.setConfig([{ source: 'folder', folder: ROOT, value: { rules: { 'fake/options': { rows: 20 } } } }]);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), ['20']);
    engine.setConfig([]);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), ['10']);
  });

  it('says nothing in ignored files but still knows what they say', async () => {
    const other = `${ROOT}/old/schema.prisma`;
    const counting = fakeRule('fake/count', {
      scope: 'table',
      check: (table, model) => [{ at: table.place, message: `${model.tables(other).length} elsewhere`, data: {} }],
    });
    const { engine } = open({ [SCHEMA]: prismaModel('Post'), [other]: prismaModel('Author') }, [counting]);
    engine.setConfig([{ source: 'folder', folder: ROOT, value: { ignore: ['old'] } }]);
    assert.deepEqual((await checkAll(engine)).map(messages), [['1 elsewhere']]);
    assert.deepEqual(messages(await engine.checkFile(other, never)), []);
  });

  it('puts the findings of a workspace rule into their files and runs it once', async () => {
    const other = `${ROOT}/other.prisma`;
    const rule = fakeRule('fake/workspace', {
      scope: 'workspace',
      check: model =>
        model.project.databases.flatMap(({ id }) =>
          model.tables(id).map(table => ({ at: table.place, message: table.logicalName, data: {} })),
        ),
    });
    const { engine, graph } = open({ [SCHEMA]: prismaModel('Post'), [other]: prismaModel('Author') }, [rule]);
    const reports = await checkAll(engine);
    assert.deepEqual(
      reports.map(report => [report.uri, messages(report)]),
      [
        [other, ['Author']],
        [SCHEMA, ['Post']],
      ],
    );
    // The first file asks for the other one while the rule looks at both; it then runs once for what they say.
    assert.ok(graph.runs('rule') <= 2);
  });

  it('shows a comment that silences nothing, one that names no rule, and hides what is silenced', async () => {
    const text = [
      '// sargable-ignore fake/table: known',
      prismaModel('Post'),
      '// sargable-ignore fake/tabel: known',
      prismaModel('Author'),
      '// sargable-ignore fake/table: known',
      'enum Color {\n  RED\n}',
      '',
    ].join('\n');
    const { engine } = open({ [SCHEMA]: text });
    const { findings } = await engine.checkFile(SCHEMA, never);
    assert.deepEqual(
      findings.map(({ ruleId, severity, message, unnecessary }) => [ruleId, severity, message, unnecessary]),
      [
        ['suppression/unknown', 'warning', 'There is no rule "fake/tabel". Did you mean "fake/table"?', false],
        ['fake/table', 'warning', 'Table Author.', false],
        ['suppression/unused', 'hint', 'fake/table finds nothing here that this comment silences.', true],
      ],
    );
    engine.setConfig([{ source: 'user', value: { rules: { 'fake/table': 'off', 'suppression/unknown': 'off' } } }]);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), [], 'a rule that is off silences nothing');
  });

  it('reports what is wrong in a configuration file, there', async () => {
    const origin = `${ROOT}/sargable.config.json`;
    const text = '{ "rules": { "fake/tabel": "off" } }';
    const { engine } = open({ [SCHEMA]: prismaModel('Post'), [origin]: text });
    engine.setConfig([{ source: 'project-file', folder: ROOT, origin, text, value: undefined }]);
    const { findings } = await engine.checkFile(origin, never);
    const [finding] = findings;
    assert.ok(finding);
    assert.equal(finding.ruleId, 'config/unknown-key');
    assert.equal(text.slice(finding.span.start, finding.span.end), '"fake/tabel"');
    assert.deepEqual(
      (await checkAll(engine)).map(({ uri }) => uri),
      [origin, SCHEMA].sort(),
    );
    engine.setConfig([{ source: 'project-file', folder: ROOT, origin, text: '{}', value: undefined }]);
    assert.deepEqual((await engine.checkFile(origin, never)).findings, []);
  });

  it('logs a rule that throws once, keeps the others and tries again when something has changed', async () => {
    const fragile = fakeRule('fake/fragile', {
      scope: 'table',
      check(table) {
        if (table.columns.some(({ name }) => name === 'bomb')) throw new Error('boom');
        return [{ at: table.place, message: 'Whole.', data: {} }];
      },
    });
    const text = `// sargable-ignore fake/fragile: known\n${prismaModel('Post').replace('}', '  bomb Int\n}')}`;
    const { engine, log, graph } = open({ [SCHEMA]: text }, [fragile, tableRule]);
    assert.deepEqual(
      messages(await engine.checkFile(SCHEMA, never)),
      ['Table Post.'],
      'nor is its comment called unused',
    );
    const runs = graph.runs('rule');
    await engine.checkFile(SCHEMA, never);
    assert.equal(graph.runs('rule'), runs, 'not tried again for the same version');
    assert.equal(log.length, 1);
    assert.match(log[0] ?? '', /fake\/fragile failed: Error: boom\n\s+at /);
    engine.openDocument(SCHEMA, text.replace('  bomb Int\n', ''), 1);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), ['Table Post.'], 'silenced now that it is found');
    engine.openDocument(SCHEMA, prismaModel('Post'), 2);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)).sort(), ['Table Post.', 'Whole.']);
  });

  it('refuses a finding in a file that is not its own', async () => {
    const other = `${ROOT}/other.prisma`;
    const stray = fakeRule('fake/stray', {
      scope: 'table',
      check: (table, model) =>
        table.ref.database === SCHEMA
          ? model.tables(other).map(({ place }) => ({ at: place, message: 'There.', data: {} }))
          : [],
    });
    const { engine, log } = open({ [SCHEMA]: prismaModel('Post'), [other]: prismaModel('Author') }, [stray]);
    assert.deepEqual(await checkAll(engine), []);
    assert.match(log.join('\n'), /fake\/stray failed: Error: a finding .* lies in a file that is not its own/);
  });

  it('lists files that cannot be read, passes over binary ones, and finds the rest', async () => {
    const { engine, fileSystem } = open({ [SCHEMA]: prismaModel('Post') });
    fileSystem.files.set(`${ROOT}/denied.prisma`, { kind: 'failed' });
    fileSystem.files.set(`${ROOT}/binary.prisma`, { kind: 'skipped' });
    const uris = [...fileSystem.files.keys()];
    engine.setProject(prismaProject([ROOT], uris), uris);
    const reports: FileReport[] = [];
    const summary = await engine.checkWorkspace(never, report => reports.push(report));
    assert.deepEqual(summary.failures, [{ uri: `${ROOT}/denied.prisma`, message: 'permission denied' }]);
    assert.equal(summary.files, 3);
    assert.deepEqual(reports.flatMap(messages), ['Table Post.']);
    fileSystem.files.set(`${ROOT}/denied.prisma`, prismaModel('Author'));
    engine.filesChanged([`${ROOT}/denied.prisma`], []);
    assert.deepEqual(messages(await engine.checkFile(`${ROOT}/denied.prisma`, never)), ['Table Author.']);
  });

  it('prefers an open document to its file until it is closed', async () => {
    const { engine } = open({ [SCHEMA]: prismaModel('Post') });
    engine.openDocument(SCHEMA, prismaModel('Draft'), 1);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), ['Table Draft.']);
    engine.filesChanged([SCHEMA], []);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), ['Table Draft.']);
    engine.closeDocument(SCHEMA);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), ['Table Post.']);
    engine.openDocument(SCHEMA, prismaModel('Again'), 1);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), ['Table Again.']);
    assert.deepEqual(engine.document(SCHEMA), { text: prismaModel('Again'), version: 1 });
  });

  it('follows files that appear, change and vanish', async () => {
    const { engine, fileSystem } = open({ [SCHEMA]: prismaModel('Post') });
    const first = await engine.checkFile(SCHEMA, never);
    const [finding] = first.findings;
    fileSystem.files.set(SCHEMA, prismaModel('Renamed'));
    engine.filesChanged([SCHEMA], []);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), ['Table Renamed.']);
    assert.equal(engine.finding(finding?.id ?? ''), undefined);
    fileSystem.files.delete(SCHEMA);
    engine.filesChanged([], [SCHEMA]);
    assert.deepEqual(messages(await engine.checkFile(SCHEMA, never)), []);
    assert.deepEqual(await checkAll(engine), []);
    fileSystem.files.set(SCHEMA, prismaModel('Post'));
    engine.filesChanged([SCHEMA], []);
    assert.deepEqual((await engine.checkFile(SCHEMA, never)).findings, first.findings);
  });

  it('says nothing of a document inside a root that is no file of the project, such as a dependency', async () => {
    const { engine } = open({ [SCHEMA]: prismaModel('Post') });
    const inside = `${ROOT}/node_modules/x/schema.prisma`;
    engine.openDocument(inside, '// sargable-ignore nothing/here\n', 1);
    assert.deepEqual(await engine.checkFile(inside, never), {
      ...{ uri: inside, findings: [], problems: [], version: 1, text: '// sargable-ignore nothing/here\n' },
      resultId: hashText(''),
    });
    const outside = 'untitled:Untitled-1.prisma';
    engine.openDocument(outside, '// sargable-ignore nothing/here\n', 1);
    assert.equal((await engine.checkFile(outside, never)).findings.length, 1);
  });

  it('keeps the findings of two roots with the same files apart', async () => {
    const roots = ['file:///one', 'file:///two'];
    const files = new Map(roots.map(root => [`${root}/schema.prisma`, prismaModel('Post')]));
    const { engine } = createTestEngine({ rules: [tableRule], fileSystem: createMemoryFileSystem(files) });
    engine.setProject(prismaProject(roots, [...files.keys()]), [...files.keys()]);
    const ids = (await checkAll(engine)).flatMap(({ findings }) => findings.map(({ id }) => id));
    assert.equal(new Set(ids).size, 2);
    assert.deepEqual(
      ids.map(id => engine.finding(id)?.uri),
      [...files.keys()],
    );
    // The id does not depend on where the root lies.
    const { engine: elsewhere } = createTestEngine({
      rules: [tableRule],
      fileSystem: createMemoryFileSystem([['file:///three/schema.prisma', prismaModel('Post')]]),
    });
    elsewhere.setProject(prismaProject(['file:///three'], ['file:///three/schema.prisma']), [
      'file:///three/schema.prisma',
    ]);
    assert.equal((await checkAll(elsewhere))[0]?.findings[0]?.id, ids[0]);
  });

  it('stops when it is cancelled and answers rightly the next time', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`${ROOT}/${i}.prisma`, prismaModel(`Post${i}`)]),
    );
    const { engine } = open(files);
    await assert.rejects(engine.checkFile(`${ROOT}/0.prisma`, AbortSignal.abort()), { name: 'AbortError' });
    const controller = new AbortController();
    let seen = 0;
    const cancelled = engine.checkWorkspace(controller.signal, () => {
      seen += 1;
      if (seen === 5) controller.abort();
    });
    await assert.rejects(cancelled, { name: 'AbortError' });
    assert.equal(seen, 5);
    assert.equal((await checkAll(engine)).length, 30);
  });

  it('lets others in while it works', async () => {
    const slow = fakeRule('fake/slow', {
      scope: 'table',
      check() {
        for (const start = performance.now(); performance.now() - start < 6; );
        return [];
      },
    });
    const text = Array.from({ length: 10 }, (_, i) => prismaModel(`Post${i}`)).join('\n');
    const { engine } = open({ [SCHEMA]: text }, [slow]);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await engine.checkFile(SCHEMA, never);
    clearInterval(timer);
    assert.ok(turns >= 3, `${turns} turns of others in some 60 ms`);
  });

  it('reports for one version of the text although it changes while rules run', async () => {
    const slow = fakeRule('fake/slow', {
      scope: 'table',
      check(table) {
        for (const start = performance.now(); performance.now() - start < 12; );
        return [{ at: table.place, message: table.logicalName, data: {} }];
      },
    });
    const text = Array.from({ length: 5 }, (_, i) => prismaModel(`Post${i}`)).join('\n');
    const { engine } = open({ [SCHEMA]: text }, [slow]);
    engine.openDocument(SCHEMA, text, 1);
    const running = engine.checkFile(SCHEMA, never);
    await new Promise(resolve => setTimeout(resolve, 20));
    engine.openDocument(SCHEMA, prismaModel('Only'), 2);
    const [first, second] = await Promise.all([running, engine.checkFile(SCHEMA, never)]);
    for (const report of [first, second]) {
      for (const { span, message } of report.findings) {
        assert.ok(report.text.slice(span.start, span.end).includes(message), `${message} at ${span.start}`);
      }
      assert.equal(report.text, report.version === 1 ? text : prismaModel('Only'));
    }
    assert.equal(second.version, 2);
    assert.deepEqual(messages(second), ['Only']);
  });

  it('measures rules and front ends', async () => {
    const { engine } = open({ [SCHEMA]: prismaModel('Post') });
    await engine.checkFile(SCHEMA, never);
    const names = engine.timings().map(({ kind, name, runs }) => `${kind} ${name} ${runs}`);
    assert.deepEqual(names, ['frontend prisma 1', 'rule fake/table 1']);
  });
});
