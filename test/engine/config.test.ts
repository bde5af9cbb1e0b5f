import assert from 'node:assert/strict';
import { buildConfiguration, type ConfigLayer } from '../../server/src/engine/config';
import { fakeOptions, fakeRule } from '../harness/fake-rule';

const RULES = [
  fakeRule(
    'index/missing',
    { scope: 'workspace', check: () => [] },
    { options: fakeOptions({ rows: 100, tables: ['a'], strict: false }) },
  ),
  fakeRule('n-plus-one/loop', { scope: 'workspace', check: () => [] }),
];
const ROOT = 'file:///app';

function projectFile(value: unknown, folder = ROOT): ConfigLayer {
  return {
    source: 'project-file',
    folder,
    origin: `${folder}/sargable.config.json`,
    text: JSON.stringify(value, null, 2),
    value: undefined,
  };
}

function settle(...layers: ConfigLayer[]) {
  return buildConfiguration(layers, RULES);
}

/** Each problem as the text it points at and its message. */
function problemsOf(text: string): string[] {
  const layer: ConfigLayer = {
    source: 'project-file',
    folder: ROOT,
    origin: `${ROOT}/sargable.config.json`,
    text,
    value: undefined,
  };
  return settle(layer).files.flatMap(file =>
    file.problems.map(({ span, message }) => `${text.slice(span.start, span.end)} | ${message}`),
  );
}

describe('configuration', () => {
  it('is the rules’ own defaults when nobody says anything', () => {
    const config = settle().forFile(`${ROOT}/a.ts`);
    assert.equal(config.severity('index/missing'), 'warning');
    assert.equal(config.severity('suppression/unused'), 'hint');
    assert.deepEqual(config.options('index/missing'), { rows: 100, tables: ['a'], strict: false });
    assert.equal(config.ignores(`${ROOT}/a.ts`), false);
  });

  it('lets the project’s file win over the user and the folder’s settings over both, in any order of layers', () => {
    const layers: ConfigLayer[] = [
      { source: 'folder', folder: ROOT, value: { rules: { 'index/missing': { rows: 3 } } } },
      {
        source: 'user',
        value: { rules: { 'index/missing': { severity: 'hint', rows: 1, strict: true }, 'n-plus-one/loop': 'off' } },
      },
      projectFile({ rules: { 'index/missing': { severity: 'error', rows: 2 } } }),
    ];
    for (const order of [layers, [...layers].reverse()]) {
      const config = settle(...order).forFile(`${ROOT}/src/a.ts`);
      assert.equal(config.severity('index/missing'), 'error');
      assert.deepEqual(config.options('index/missing'), { rows: 3, tables: ['a'], strict: true });
      assert.equal(config.severity('n-plus-one/loop'), 'off');
    }
  });

  it('lets the nearer file win over the farther one, below its folder only', () => {
    const configuration = settle(
      projectFile({ rules: { 'index/missing': 'info' } }, `${ROOT}/packages/api`),
      projectFile({ rules: { 'index/missing': 'error' } }),
    );
    assert.equal(configuration.forFile(`${ROOT}/packages/api/a.ts`).severity('index/missing'), 'info');
    assert.equal(configuration.forFile(`${ROOT}/packages/apis/a.ts`).severity('index/missing'), 'error');
    assert.equal(configuration.forFile('file:///other/a.ts').severity('index/missing'), 'warning');
  });

  it('reads comments and trailing commas', () => {
    assert.deepEqual(problemsOf('{ // why\n "rules": { "index/missing": "off", }, }'), []);
  });

  it('points at unknown keys and names the nearest', () => {
    assert.deepEqual(
      problemsOf(
        '{ "rule": {}, "rules": { "index/mising": "off", "fk/missing": "off", "index/missing": { "row": 1 }, "x/y": "off" } }',
      ),
      [
        '"rule" | Unknown key "rule". Did you mean "rules"?',
        '"index/mising" | Unknown rule "index/mising". Did you mean "index/missing"?',
        '"fk/missing" | Unknown rule "fk/missing". Did you mean "index/missing"?',
        '"row" | "index/missing" has no option "row". Did you mean "rows"?',
        '"x/y" | Unknown rule "x/y".',
      ],
    );
  });

  it('says of which type a value must be and keeps the default', () => {
    const text =
      '{ "rules": { "index/missing": { "severity": "warn", "rows": "many", "tables": [1], "strict": 1 }, "n-plus-one/loop": 5 }, "ignore": "legacy" }';
    assert.deepEqual(problemsOf(text), [
      '"warn" | The severity of "index/missing" must be one of "error", "warning", "info", "hint" and "off".',
      '"many" | The option "rows" of "index/missing" must be a number.',
      '[1] | The option "tables" of "index/missing" must be a list of texts.',
      '1 | The option "strict" of "index/missing" must be true or false.',
      '5 | The setting of "n-plus-one/loop" must be one of "error", "warning", "info", "hint" and "off", or an object with "severity" and options.',
      '"legacy" | "ignore" must be a list of globs.',
    ]);
    const config = settle(projectFile(JSON.parse(text))).forFile(`${ROOT}/a.ts`);
    assert.equal(config.severity('index/missing'), 'warning');
    assert.deepEqual(config.options('index/missing'), { rows: 100, tables: ['a'], strict: false });
  });

  it('survives every kind of JSON, and none', () => {
    for (const text of [
      '',
      'null',
      '[]',
      '5',
      '{',
      '{"rules": [',
      '{"rules": {"index/missing":',
      '{"rules": null, "ignore": [null, ""]}',
    ]) {
      const problems = problemsOf(text);
      assert.equal(problems.length === 0, text === '' || text === 'null', `${text}: ${problems.join('; ')}`);
    }
  });

  it('keeps what stands before a syntax error', () => {
    const layer = { ...projectFile({}), text: '{ "rules": { "index/missing": "error" }, "ignore": [ }' };
    assert.equal(settle(layer).forFile(`${ROOT}/a.ts`).severity('index/missing'), 'error');
  });

  it('tells what is wrong in settings that are in no file', () => {
    assert.deepEqual(settle({ source: 'user', value: { rulez: {} } }).messages, [
      'settings: Unknown key "rulez". Did you mean "rules"?',
    ]);
  });

  it('names the dialect of files by globs, the last one that matches', () => {
    const configuration = settle(
      projectFile({ dialects: { 'legacy/**': 'mysql', 'legacy/lite': 'sqlite', '*.ora.sql': 'cockroach' } }),
      projectFile({ dialects: { 'old/*.sql': 'sqlserver' } }, `${ROOT}/packages/api`),
      { source: 'user', value: { dialects: { 'legacy/**': 'postgres' } } },
    );
    const dialect = (path: string) => configuration.forFile(`${ROOT}/${path}`).dialect(`${ROOT}/${path}`);
    assert.equal(dialect('legacy/a.sql'), 'mysql');
    assert.equal(dialect('legacy/lite/b/a.sql'), 'sqlite');
    assert.equal(dialect('deep/down/a.ora.sql'), 'cockroach');
    assert.equal(dialect('packages/api/old/a.sql'), 'sqlserver');
    assert.equal(dialect('old/a.sql'), undefined);
  });

  it('says what is wrong with the dialects of files', () => {
    assert.deepEqual(
      problemsOf(
        '{ "dialects": { "a/**": "mysqll", "b": "oracle", "c": 1, "!d": "mysql", "e": "sqlite" }, "dialect": {} }',
      ),
      [
        '"mysqll" | The dialect of "a/**" must be one of "postgres", "mysql" (for MariaDB too), "sqlite", "sqlserver" and "cockroach". Did you mean "mysql"?',
        '"oracle" | The dialect of "b" must be one of "postgres", "mysql" (for MariaDB too), "sqlite", "sqlserver" and "cockroach".',
        '1 | The dialect of "c" must be one of "postgres", "mysql" (for MariaDB too), "sqlite", "sqlserver" and "cockroach".',
        '"!d" | A glob of "dialects" must name files: it may not be empty or start with "!".',
        '"dialect" | Unknown key "dialect". Did you mean "dialects"?',
      ],
    );
    assert.deepEqual(problemsOf('{ "dialects": ["mysql"] }'), [
      '["mysql"] | "dialects" must be an object of globs and the dialects of their files.',
    ]);
  });

  it('ignores by globs relative to the folder of their file', () => {
    const configuration = settle(
      projectFile({ ignore: ['legacy', '*.generated.ts', 'src/old/**', '!src/old/kept.ts', './tools/'] }),
      projectFile({ ignore: ['fixtures/*.sql'] }, `${ROOT}/packages/api`),
      { source: 'user', value: { ignore: ['**/vendored/**'] } },
    );
    const ignored = (path: string) => configuration.forFile(`${ROOT}/${path}`).ignores(`${ROOT}/${path}`);
    for (const path of [
      ...['legacy/a.ts', 'src/legacy/a/b.ts', 'src/x.generated.ts', 'src/old/a.ts', 'tools/.hidden/a.ts'],
      ...['packages/api/fixtures/a.sql', 'packages/vendored/a.ts'],
    ]) {
      assert.equal(ignored(path), true, path);
    }
    for (const path of [
      'src/legacyish.ts',
      'src/old/kept.ts',
      'fixtures/a.sql',
      'packages/api/fixtures/deep/a.sql',
      'src/tool.ts',
    ]) {
      assert.equal(ignored(path), false, path);
    }
  });
});
