import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintAboutNode, installFingerprint, sourceFingerprint } from '../../scripts/bootstrap.mjs';

describe('scripts/bootstrap', () => {
  it('refuses a Node older than 20.19 and says which one is needed', () => {
    assert.equal(complaintAboutNode('20.19.0'), undefined);
    assert.equal(complaintAboutNode('20.20.1'), undefined);
    assert.equal(complaintAboutNode('24.0.0'), undefined);
    for (const old of ['20.18.3', '18.20.8', '9.0.0']) {
      const complaint = complaintAboutNode(old) ?? '';
      assert.match(complaint, /needs Node\.js 20\.19 or newer/);
      assert.ok(complaint.includes(old));
    }
  });

  describe('in a project', () => {
    let folder: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'sargable-bootstrap-'));
      write('package-lock.json', '{}');
      write('.npmrc', 'save-exact=true\n');
      write('server/src/entries/server.ts', 'export {}');
      write('client/src/extension.ts', 'export {}');
    });

    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('installs again when the lockfile or the version of Node is another one, and only then', () => {
      const before = installFingerprint(folder, 'v20.19.0');
      assert.equal(installFingerprint(folder, 'v20.19.0'), before);
      assert.notEqual(installFingerprint(folder, 'v22.0.0'), before);
      write('server/src/entries/server.ts', 'changed');
      assert.equal(installFingerprint(folder, 'v20.19.0'), before);
      write('package-lock.json', '{ }');
      assert.notEqual(installFingerprint(folder, 'v20.19.0'), before);
    });

    it('builds again when a source changes its content, its name or its number, and only then', () => {
      const seen = new Set([sourceFingerprint(folder, 'development')]);
      const isNew = () => {
        const fingerprint = sourceFingerprint(folder, 'development');
        return !seen.has(fingerprint) && seen.add(fingerprint);
      };
      assert.ok(!isNew());
      write('README.md', 'not a source');
      write('server/src/.swap', 'not a source either');
      assert.ok(!isNew());
      write('client/src/extension.ts', 'export const a = 1');
      assert.ok(isNew());
      write('server/src/core/text.ts', '');
      assert.ok(isNew());
      rmSync(join(folder, 'server/src/core'), { recursive: true });
      write('server/src/core/texts.ts', '');
      assert.ok(isNew());
      assert.notEqual(sourceFingerprint(folder, 'production'), sourceFingerprint(folder, 'development'));
    });

    function write(path: string, content: string): void {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  });
});
