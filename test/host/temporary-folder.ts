import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { relativeTo, type Uri } from '../../server/src/core/uri';
import { uriOfPath } from '../../server/src/host/file-uri';

/** A folder on disk that is gone after the tests of a suite. */
export interface TemporaryFolder {
  readonly path: string;
  readonly uri: Uri;
  write(files: Readonly<Record<string, string | Buffer>>): void;
  at(path: string): Uri;
  below(uris: readonly Uri[]): readonly string[];
}

/** Makes a folder for one test. */
export function createTemporaryFolder(): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'sargable-host-')));
  const uri = uriOfPath(path);
  folders.push(path);
  return {
    path,
    uri,
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        const file = join(path, name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    },
    at: name => `${uri}/${name}`,
    below: uris => uris.map(candidate => relativeTo(candidate, uri) ?? candidate),
  };
}

const folders: string[] = [];

/** For `after` of every suite that makes folders. */
export function removeTemporaryFolders(): void {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
}
