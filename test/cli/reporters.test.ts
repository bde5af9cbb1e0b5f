import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { runSargable, useFolders } from './command-line';

interface SarifLog {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly SarifRule[] } };
    readonly invocations: readonly { readonly toolExecutionNotifications: readonly unknown[] }[];
    readonly results: readonly SarifResult[];
  }[];
}

interface SarifRule {
  readonly id: string;
  readonly helpUri: string;
  readonly defaultConfiguration: object;
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
}

interface SarifLocation {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object };
}

describe('reporters of sargable check', () => {
  const makeFolder = useFolders();

  async function output(format: string, cwd: string, args: readonly string[] = []): Promise<string> {
    return (await runSargable(['check', '--format', format, ...args], { cwd })).stdout;
  }

  describe('sarif', () => {
    const files = {
      'a.ts': '@error @warning @info @hint\n  @safe @review\n@target\n@broken\n',
      'src/[id] 100%/ü.ts': '@error',
    };

    async function sarif(cwd: string, args: readonly string[] = []): Promise<SarifLog> {
      return JSON.parse(await output('sarif', cwd, args)) as SarifLog;
    }

    it('is valid by the schema of SARIF 2.1.0', async () => {
      // One of the schema's patterns has a lone bracket, which Unicode mode refuses.
      const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
      addFormats(ajv);
      const schemaFile = require.resolve('schemastore/schemas/json/sarif-2.1.0.json');
      const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);
      for (const content of [files, { 'a.ts': '' }]) {
        const log = await sarif(makeFolder(content));
        assert.ok(validate(log), ajv.errorsText(validate.errors));
      }
      assert.ok(!validate({ version: '2.1.0', runs: [{ tool: {} }] }), 'the schema refuses what is wrong');
    });

    it('gives each result its rule, its level and a fingerprint', async () => {
      const [run] = (await sarif(makeFolder(files))).runs;
      assert.ok(run);
      const levels = new Map(run.results.map(result => [result.ruleId, result.level]));
      assert.deepEqual(
        ['error', 'warning', 'info', 'hint'].map(severity => levels.get(`test/${severity}`)),
        ['error', 'warning', 'note', 'note'],
      );
      for (const result of run.results) {
        assert.equal(run.tool.driver.rules[result.ruleIndex]?.id, result.ruleId);
        assert.match(Object.values(result.partialFingerprints)[0] ?? '', /^[0-9a-f]{14}$/);
      }
      const off = run.tool.driver.rules.find(rule => rule.id === 'test/off');
      assert.deepEqual(off?.defaultConfiguration, { enabled: false });
      assert.equal(run.invocations[0]?.toolExecutionNotifications.length, 1);
    });

    it('encodes paths and takes them relative to the repository', async () => {
      const cwd = makeFolder({ '.git/HEAD': '', 'part/src/[id] 100%/ü.ts': '@error @target' });
      const [result] = (await sarif(cwd, ['part'])).runs[0]?.results ?? [];
      const uri = 'part/src/%5Bid%5D%20100%25/%C3%BC.ts';
      for (const location of [...(result?.locations ?? []), ...(result?.relatedLocations ?? [])]) {
        assert.equal(location.physicalLocation.artifactLocation.uri, uri);
      }
      assert.equal(result?.relatedLocations?.length, 1);
      const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 7 };
      assert.deepEqual(result?.locations[0]?.physicalLocation.region, region);
    });
  });

  describe('github', () => {
    it('writes one command for each finding and problem', async () => {
      const cwd = makeFolder({ 'a.ts': '\n  @error @info\n@hint @warning @broken' });
      assert.deepEqual((await output('github', cwd)).split('\n'), [
        '::error file=a.ts,line=2,col=3,endLine=2,endColumn=9,title=test/error::Found error.',
        '::notice file=a.ts,line=2,col=10,endLine=2,endColumn=15,title=test/info::Found info.',
        '::notice file=a.ts,line=3,col=1,endLine=3,endColumn=6,title=test/hint::Found hint.',
        '::warning file=a.ts,line=3,col=7,endLine=3,endColumn=15,title=test/warning::Found warning.',
        '::warning file=a.ts,line=3,title=sargable::This is broken.',
        '',
      ]);
    });

    it('escapes what has a meaning in a command', async () => {
      const cwd = makeFolder({ '.git/HEAD': '', 'part/50%, a:b.ts': '@error @target' });
      const text = await output('github', cwd, ['part']);
      assert.equal(
        text,
        '::error file=part/50%25%2C a%3Ab.ts,line=1,col=1,endLine=1,endColumn=7,title=test/error::' +
          'Found error.%0A50%25, a:b.ts:1 This is the target.\n',
      );
    });

    it('writes nothing when there is nothing to say', async () => {
      assert.equal(await output('github', makeFolder({ 'a.ts': '' })), '');
    });
  });

  describe('text', () => {
    it('shows place, severity, rule, message, code, related places, fixes and the page of the rule', async () => {
      const cwd = makeFolder({ 'a.ts': 'const x = @review;\n\n\n\nlet y = @target;\n' });
      const lines = (await output('text', cwd)).split('\n');
      assert.equal(lines[0], 'a.ts:1:11 warning test/review');
      assert.match(lines[1] ?? '', /Found review\./);
      assert.ok(lines.includes('  > 1 | const x = @review;'));
      assert.ok(lines.includes('      |           ^^^^^^^'));
      assert.ok(lines.some(line => line.includes('This is the target.') && line.includes('a.ts:5:9')));
      assert.ok(lines.includes('  > 5 | let y = @target;'));
      assert.ok(lines.some(line => line.includes('Replace review')));
      assert.ok(lines.some(line => /https:\S+\/test\/review\.md$/.test(line)));
    });

    it('counts severities, files and fixes in the end', async () => {
      const cwd = makeFolder({ 'a.ts': '@error @error\n@info @safe', 'b.ts': '@hint @review', 'c.ts': '' });
      const text = await output('text', cwd);
      assert.match(text, /\n2 errors, 2 warnings, 1 info, 1 hint in 2 of 3 files\.\n/);
      assert.match(text, /\n1 safe fix .*\n1 fix to be reviewed/);
      assert.match(await output('text', makeFolder({ 'a.ts': '' })), /^No findings in 1 file\.\n$/);
    });

    it('lists what could not be read', async () => {
      const text = await output('text', makeFolder({ 'a.ts': '\n@broken' }));
      assert.match(text, /\n {2}a\.ts:2 This is broken\.\n/);
      assert.match(text, /1 place could not be read/);
    });

    it('shows paths as seen from where the user stands, else absolute', async () => {
      const cwd = makeFolder({ 'part/a.ts': '@error', 'other/b.ts': '' });
      assert.match(await output('text', cwd, ['part']), /^part\/a\.ts:1:1 /);
      const outside = await output('text', join(cwd, 'other'), ['../part']);
      assert.ok(outside.startsWith(`${cwd}/part/a.ts:1:1 `));
    });

    it('shows no character of a path that would steer the terminal', async () => {
      assert.doesNotMatch(await output('text', makeFolder({ 'a\u001B[31m.ts': '@error' })), /[^\P{Cc}\n]/u);
    });
  });

  describe('colour', () => {
    const cases: readonly (readonly [string, object, readonly string[], boolean])[] = [
      ['no terminal', { terminal: false }, [], false],
      ['a terminal', { terminal: true }, [], true],
      ['a terminal that can show none', { terminal: true, variables: { TERM: 'dumb' } }, [], false],
      ['NO_COLOR', { terminal: true, variables: { NO_COLOR: '1' } }, [], false],
      ['an empty NO_COLOR', { terminal: true, variables: { NO_COLOR: '' } }, [], true],
      ['FORCE_COLOR', { terminal: false, variables: { FORCE_COLOR: '1' } }, [], true],
      ['FORCE_COLOR=0', { terminal: true, variables: { FORCE_COLOR: '0' } }, [], false],
      ['NO_COLOR and FORCE_COLOR', { terminal: true, variables: { NO_COLOR: '1', FORCE_COLOR: '1' } }, [], false],
      ['--no-color', { terminal: true, variables: { FORCE_COLOR: '1' } }, ['--no-color'], false],
      ['--color', { terminal: false, variables: { NO_COLOR: '1' } }, ['--color'], true],
    ];
    for (const [what, options, args, expected] of cases) {
      it(`is ${expected ? 'on' : 'off'} for ${what}`, async () => {
        const cwd = makeFolder({ 'a.ts': '@error' });
        const { stdout } = await runSargable(['check', ...args], { cwd, ...options });
        assert.equal(stdout.includes('\u001B['), expected);
      });
    }

    it('never gets into the formats for programs', async () => {
      const cwd = makeFolder({ 'a.ts': '@error' });
      for (const format of ['json', 'sarif', 'github']) {
        const { stdout } = await runSargable(['check', '--format', format, '--color'], { cwd, terminal: true });
        assert.ok(!stdout.includes('\u001B['));
      }
    });
  });

  describe('sargable rules', () => {
    it('lists the rules and what the engine reports itself', async () => {
      const cwd = makeFolder({});
      const text = (await runSargable(['rules'], { cwd })).stdout;
      assert.match(text, /^test\/off +off +Not asked for\ntest\/warning +warning +A warning\n$/);
      const json = JSON.parse((await runSargable(['rules', '--format', 'json'], { cwd })).stdout) as { id: string }[];
      assert.deepEqual(
        json.map(({ id }) => id),
        ['test/off', 'test/warning'],
      );
    });
  });
});
