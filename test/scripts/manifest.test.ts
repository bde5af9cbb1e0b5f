import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const manifest = readJson('package.json');

describe('package.json', () => {
  it('names exact versions', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    assert.deepEqual(
      versions.filter(([, version]) => !/^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version as string)),
      [],
    );
  });

  it('has the schema engine that @prisma/internals has', () => {
    const internals = readJson('node_modules/@prisma/internals/package.json');
    const name = '@prisma/prisma-schema-wasm';
    assert.equal(manifest.dependencies[name], internals.dependencies[name]);
  });

  it('is typed against the oldest VS Code it admits', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('does not wake up in every workspace', () => {
    const events: string[] = manifest.activationEvents;
    assert.ok(events.length > 0);
    for (const event of events) assert.match(event, /^(onLanguage:\w+|workspaceContains:\*\*\/\S+\.\w+)$/);
  });

  it('runs in Restricted Mode, and declares what it does there', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
  });

  it('contributes files that exist', () => {
    const { snippets, grammars, languages, jsonValidation } = manifest.contributes;
    const paths: string[] = [
      manifest.icon,
      ...[...snippets, ...grammars].map((entry: { path: string }) => entry.path),
      ...languages.map((entry: { configuration: string }) => entry.configuration),
      ...jsonValidation.map((entry: { url: string }) => entry.url),
    ];
    assert.deepEqual(
      paths.filter(path => !existsSync(join(root, path))),
      [],
    );
  });

  it('leaves the rules’ defaults to the rules', () => {
    const [, rules] = manifest.contributes.configuration;
    assert.doesNotMatch(JSON.stringify(rules), /"default":/);
  });
});

function readJson(path: string) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
