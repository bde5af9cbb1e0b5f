import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { generatedFiles } from '../../scripts/generated-files';
import { defineRule, type Rule } from '../../server/src/core/rule';

const rule: Rule = defineRule<{ rows: number }>({
  scope: 'workspace',
  meta: {
    id: 'index/too-few',
    summary: 'There are too few indexes',
    why: 'Reads take long. Writes do not.',
    remedy: 'Add one.',
    severity: 'warning',
    engines: ['postgres', 'mysql'],
    since: '0.1.0',
    sources: [{ title: 'The manual', url: 'https://example.org' }],
    options: { rows: { description: 'From how many rows on.', default: 10 } },
  },
  check: () => [],
});

const manifest = JSON.stringify({
  name: 'x',
  contributes: {
    configuration: [
      { title: 'General', properties: {} },
      { title: 'Rules', properties: { 'sargable.old': {} } },
    ],
  },
  scripts: { test: 'mocha' },
});

function generate(files: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> {
  const project: Readonly<Record<string, string>> = { 'package.json': manifest, ...files };
  return generatedFiles([rule], path => project[path]);
}

describe('scripts/generate', () => {
  it('replaces the rules’ section of the settings, without defaults, and leaves the rest of the manifest', () => {
    const { contributes, scripts } = JSON.parse(generate().get('package.json') ?? '');
    assert.deepEqual(scripts, { test: 'mocha' });
    assert.equal(contributes.configuration.length, 2);
    assert.equal(contributes.configuration[0].title, 'General');
    const { properties } = contributes.configuration[1];
    assert.deepEqual(Object.keys(properties), ['sargable.rules', 'sargable.ignore', 'sargable.dialects']);
    assert.ok('index/too-few' in properties['sargable.rules'].properties);
    assert.doesNotMatch(JSON.stringify(properties), /"default":/);
  });

  it('writes a schema that accepts right configurations and refuses wrong ones', () => {
    const schema = JSON.parse(generate().get('schemas/sargable.config.schema.json') ?? '');
    const accepts = new Ajv({ strict: false }).compile(schema);
    for (const right of [
      {},
      { $schema: './x.json', ignore: ['legacy/**'] },
      { rules: { 'index/too-few': 'off', 'suppression/unused': 'error' } },
      { rules: { 'index/too-few': { severity: 'hint', rows: 5 } } },
    ]) {
      assert.ok(accepts(right), JSON.stringify(right));
    }
    for (const wrong of [
      { rule: {} },
      { ignore: 'legacy' },
      { rules: { 'index/too-fwe': 'off' } },
      { rules: { 'index/too-few': 'warn' } },
      { rules: { 'index/too-few': { rows: '5' } } },
      { rules: { 'index/too-few': { row: 5 } } },
    ]) {
      assert.ok(!accepts(wrong), JSON.stringify(wrong));
    }
  });

  it('lists the rules by family', () => {
    const index = generate().get('docs/rules/README.md') ?? '';
    assert.match(
      index,
      /## index\n\n.*\n.*\n\| \[index\/too-few\]\(index\/too-few\.md\) \| There are too few indexes \| warning \| PostgreSQL, MySQL \|/,
    );
  });

  it('starts a page and keeps what was written on it by hand', () => {
    const path = 'docs/rules/index/too-few.md';
    const fresh = generate().get(path) ?? '';
    assert.match(
      fresh,
      /^<!-- generated: header -->\n# index\/too-few\n\nThere are too few indexes\.\n\nReads take long\.\nWrites do not\.\nAdd one\.\n/,
    );
    assert.match(fresh, /\| `rows` \| `10` \| From how many rows on\. \|/);
    assert.deepEqual(fresh.match(/^## .*$/gm), [
      '## Bad',
      '## Good',
      '## When to ignore it',
      '## Cost at scale',
      '## Sources',
    ]);
    assert.match(
      fresh,
      /## Sources\n\n<!-- generated: sources -->\n- \[The manual\]\(https:\/\/example\.org\)\n<!-- \/generated -->\n$/,
    );

    const written = fresh
      .replace('## Bad\n', '## Bad\n\nNo index, $& at all.\n')
      .replace('A', 'B')
      .replace('warning', 'error');
    const again = generate({ [path]: written }).get(path) ?? '';
    assert.equal(again, fresh.replace('## Bad\n', '## Bad\n\nNo index, $& at all.\n'));
    assert.equal(generate({ [path]: again }).get(path), again);
  });

  it('takes over a page that has no generated part yet', () => {
    const path = 'docs/rules/index/too-few.md';
    const page = generate({ [path]: '# Old title\n\n## Bad\n\nText.\n' }).get(path) ?? '';
    assert.equal(page.match(/^# .*$/gm)?.join(), '# index/too-few');
    assert.match(page, /## Bad\n\nText\.\n/);
    assert.match(page, /## Sources\n\n<!-- generated: sources -->/);
  });
});
