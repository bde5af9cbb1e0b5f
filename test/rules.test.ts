import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from '../scripts/generated-files';
import type { VersionControl } from '../server/src/core/ports';
import type { Rule } from '../server/src/core/rule';
import type { FileReport, ReportedFinding } from '../server/src/engine/engine';
import { FRONTENDS } from '../server/src/frontends/index';
import { createNodeAssets } from '../server/src/host/node-assets';
import { RULES } from '../server/src/rules/index';
import { fixEverything } from './harness/fix-round';
import {
  describeExpected,
  describeFound,
  drawCarets,
  type Fixture,
  fixedPathOf,
  missingWords,
  readFixture,
  textsOf,
  writeDeclined,
} from './harness/fixture';
import { readRulePage } from './harness/rule-page';
import { syntaxErrors } from './harness/syntax';
import { applyChange, type Files, openWorkspace, ROOT } from './harness/workspace';

const root = join(__dirname, '..');
const update = process.env.UPDATE === '1';
/** Draws the carets of what is found, to be read before they are believed. */
const draw = process.env.CARETS === '1';
const HEADINGS = ['Bad', 'Good', 'When to ignore it', 'Cost at scale', 'Sources'];

before(async () => {
  const assets = createNodeAssets(join(root, 'dist'));
  for (const frontend of FRONTENDS) await frontend.load?.(assets);
});

for (const rule of RULES as readonly Rule[]) {
  const { id } = rule.meta;
  describe(id, () => {
    describeMeta(rule);
    describePage(rule);
    const folder = join(root, 'test/rules', id);
    const cases = existsSync(folder) ? readdirSync(folder).sort() : [];
    for (const name of cases) describe(name, () => describeCase(readFixture(join(folder, name))));
    it('has a case that reports and one that is silent', () => {
      const reporting = cases.map(name =>
        describeExpected(readFixture(join(folder, name))).some(line => line.endsWith(id)),
      );
      assert.ok(reporting.includes(true), `no case below test/rules/${id} has carets of the rule`);
      assert.ok(reporting.includes(false), `no case below test/rules/${id} is free of carets of the rule`);
    });
  });
}

function describeMeta({ meta, scope }: Rule): void {
  it('says what it is', () => {
    assert.match(meta.id, /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/);
    assert.ok(existsSync(join(root, 'server/src/rules', `${meta.id}.ts`)), 'its id is its path below rules/');
    for (const text of [meta.summary, meta.why, meta.remedy]) assert.notEqual(text.trim(), '');
    assert.doesNotMatch(meta.summary, /[.!]$/, 'a summary is a phrase');
    assert.match(meta.why, /\.$/);
    assert.match(meta.remedy, /\.$/);
    assert.match(meta.since, /^\d+\.\d+\.\d+$/);
    assert.ok(meta.engines.length > 0 && meta.sources.length > 0);
    assert.ok(['table', 'query', 'function', 'repetition', 'sql', 'statement', 'workspace'].includes(scope));
    for (const [name, option] of Object.entries(meta.options)) {
      assert.notEqual(option.description.trim(), '', name);
      assert.notEqual(option.default, undefined, name);
      assert.notEqual(name, 'severity', 'the key "severity" is taken');
    }
  });
}

function describePage({ meta: { id } }: Rule): void {
  const path = `docs/rules/${id}.md`;
  const text = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';

  it('has a page with a header that says what the rule says, and its headings in order', () => {
    assert.notEqual(text, '', `${path} is missing`);
    const read = (file: string) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined);
    assert.equal(text, generatedFiles(RULES, read).get(path), 'run npm run generate');
    assert.deepEqual(readRulePage(text).headings, HEADINGS);
    for (const [i, heading] of HEADINGS.entries()) {
      const section = text.split(/^## .+$/m)[i + 1] ?? '';
      assert.notEqual(section.trim(), '', `nothing stands under ${heading}`);
    }
  });

  const { examples } = readRulePage(text);
  it('has a page with an invalid and a valid example', () => {
    assert.deepEqual([...new Set(examples.map(({ verdict }) => verdict))].sort(), ['invalid', 'valid']);
  });
  for (const { verdict, files, line } of examples) {
    it(`the ${verdict} example on line ${line} of its page is ${verdict}`, async () => {
      const workspace = await openWorkspace(files);
      const found = [...(await workspace.check()).values()].flatMap(report => report.findings);
      assert.deepEqual(workspace.log, []);
      assert.deepEqual(await syntaxErrors(files), []);
      const own = found.filter(finding => finding.ruleId === id).map(finding => finding.message);
      assert.equal(own.length > 0, verdict === 'invalid', own.join('\n') || `${id} reports nothing`);
    });
  }
}

function describeCase(fixture: Fixture): void {
  const files = textsOf(fixture);
  const overrides = { versionControl: versionControlOf(fixture) };

  it('finds what the carets say', async () => {
    const workspace = await openWorkspace(files, overrides);
    const reports = await workspace.check();
    assert.deepEqual(workspace.log, []);
    const found = [...reports].flatMap(([path, report]) => describeFound(fixture, path, report)).sort();
    const expected = describeExpected(fixture);
    const drawing = [...reports].map(([path, report]) => `${path}:\n${drawCarets(fixture, path, report)}`).join('\n');
    if (draw) {
      for (const path of files.keys()) {
        writeFileSync(join(fixture.folder, path), drawCarets(fixture, path, reports.get(path)));
      }
    } else {
      assert.deepEqual(found, expected, `CARETS=1 draws what was found; is it right?\n${drawing}\n`);
    }
    assert.deepEqual(
      [...reports].flatMap(([path, report]) => missingWords(fixture, path, report)),
      [],
    );
    for (const report of reports.values()) checkSpans(report);
    const notes = [...reports.values()].flatMap(report => report.findings.flatMap(finding => finding.related));
    for (const { message } of notes) assert.doesNotMatch(message, /\.$/, 'a note names a place and is no sentence');
  });

  it('has facts that are plain data', () => {
    for (const [path, text] of files) {
      const frontend = FRONTENDS.find(({ extensions }) => extensions.some(extension => path.endsWith(extension)));
      if (!frontend) continue;
      const { facts } = frontend.extract({ uri: `${ROOT}/${path}`, text });
      assert.deepEqual(structuredClone(facts), facts, path);
      assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts, path);
    }
  });

  it('has fixes that repair what they are for, and nothing else', async () => {
    const errors = await syntaxErrors(files);
    const before = await openWorkspace(files, overrides);
    const declined: string[] = [];
    for (const [path, report] of await before.check()) {
      for (const finding of report.findings) {
        const code = report.text.slice(finding.span.start, finding.span.end).split(/\r?\n/)[0];
        for (const fix of finding.fixes.keys()) {
          const reason = await checkFix(files, overrides, finding, fix, errors);
          if (reason !== undefined) declined.push(`${path}, ${code}: ${finding.fixes[fix]?.title}: ${reason}`);
        }
      }
    }
    if (update) writeDeclined(fixture, declined);
    else assert.deepEqual(declined, fixture.declined, 'UPDATE=1 writes the file .declined');
  });

  it('is what its fixed files say after all fixes', async () => {
    const after = await fixEverything(files, overrides);
    const changed = [...after].filter(([path, text]) => files.get(path) !== text);
    if (update) {
      for (const path of fixture.fixed.keys()) rmSync(join(fixture.folder, fixedPathOf(path)));
      for (const [path, text] of changed) writeFixed(fixture, path, text);
    } else {
      assert.deepEqual(
        Object.fromEntries(changed),
        Object.fromEntries(fixture.fixed),
        'UPDATE=1 writes the *.fixed.* files',
      );
    }
  });
}

/**
 * The finding is gone, no other has come, the text parses as well as before, and the same fix has nothing left to do. Gives
 * the reason of a fix that cannot be written: a rule does not see the text, so that it may offer one.
 */
async function checkFix(
  files: Files,
  overrides: { versionControl: VersionControl },
  finding: ReportedFinding,
  fix: number,
  errors: readonly string[],
): Promise<string | undefined> {
  const name = `${finding.ruleId} "${finding.fixes[fix]?.title}" in ${finding.uri}`;
  const { signal } = new AbortController();
  const workspace = await openWorkspace(files, overrides);
  const before = countFindings(await workspace.check());
  const change = await workspace.engine.resolveFix(finding.id, fix, signal);
  assert.deepEqual(workspace.log, [], name);
  if ('declined' in change) return change.declined;
  const fixed = applyChange(files, change);
  assert.notDeepEqual(fixed, files, `${name} changes nothing`);
  const added = (await syntaxErrors(fixed)).filter(error => !errors.includes(error));
  assert.deepEqual(added, [], `${name} leaves text that does not parse:\n${[...fixed.values()].join('\n')}`);

  const repaired = await openWorkspace(fixed, overrides);
  const after = countFindings(await repaired.check());
  const own = `${finding.uri} ${finding.ruleId}`;
  assert.ok((after.get(own) ?? 0) < (before.get(own) ?? 0), `${name} does not repair its finding`);
  for (const [key, count] of after) assert.ok(count <= (before.get(key) ?? 0), `${name} brings a finding: ${key}`);
  assert.ok('declined' in (await repaired.engine.resolveFix(finding.id, fix, signal)), `${name} can be applied twice`);
  return undefined;
}

function countFindings(reports: ReadonlyMap<string, FileReport>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { uri, findings } of reports.values()) {
    for (const { ruleId } of findings) counts.set(`${uri} ${ruleId}`, (counts.get(`${uri} ${ruleId}`) ?? 0) + 1);
  }
  return counts;
}

function checkSpans({ text, findings, uri }: FileReport): void {
  for (const { span, ruleId } of findings) {
    assert.ok(0 <= span.start && span.start < span.end && span.end <= text.length, `${ruleId} outside of ${uri}`);
    assert.notEqual(text.slice(span.start, span.end).trim(), text.trim(), `${ruleId} marks all of ${uri}`);
  }
}

function versionControlOf({ uncommitted }: Fixture): VersionControl {
  return { isCommitted: async uri => !uncommitted.some(path => uri === `${ROOT}/${path}`) };
}

function writeFixed(fixture: Fixture, path: string, text: string): void {
  const target = join(fixture.folder, fixedPathOf(path));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
