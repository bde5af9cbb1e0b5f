import type { WorkspaceChange } from '../../server/src/core/fix';
import { hashText } from '../../server/src/core/hash';
import { baseNameOf, parentOf, relativeTo, type Uri } from '../../server/src/core/uri';
import { applyTextEdits } from '../../server/src/engine/apply-change';
import type { ConfigLayer } from '../../server/src/engine/config';
import type { EngineDependencies, FileReport } from '../../server/src/engine/engine';
import { discoverProject } from '../../server/src/host/project-discovery';
import { createMemoryFileSystem } from './memory-file-system';
import { createTestEngine, type TestEngine } from './test-engine';

/** Files by path below the root. */
export type Files = ReadonlyMap<string, string>;

export interface TestWorkspace extends TestEngine {
  uri(path: string): Uri;
  path(uri: Uri): string;
  /** Every report with something to say, by path. */
  check(): Promise<ReadonlyMap<string, FileReport>>;
}

export const ROOT = 'file:///workspace';

const CONFIG_FILE = 'sargable.config.json';

/** A workspace as the edges would set it up: discovered, with the configuration files among its own. */
export async function openWorkspace(files: Files, overrides: Partial<EngineDependencies> = {}): Promise<TestWorkspace> {
  const uri = (path: string) => `${ROOT}/${path}`;
  const fileSystem = createMemoryFileSystem([...files].map(([path, text]) => [uri(path), text]));
  const test = createTestEngine({ ...overrides, fileSystem });
  const uris = [...fileSystem.files.keys()].sort();
  const { signal } = new AbortController();
  test.engine.setProject(await discoverProject([ROOT], uris, fileSystem, signal), uris);
  test.engine.setConfig(
    [...files]
      .filter(([path]) => baseNameOf(`/${path}`) === CONFIG_FILE)
      .map(([path, text]): ConfigLayer => {
        const origin = uri(path);
        return { source: 'project-file', folder: parentOf(origin), origin, text, value: undefined };
      }),
  );
  const path = (address: Uri) => relativeTo(address, ROOT) ?? address;
  return {
    ...test,
    uri,
    path,
    async check() {
      const reports = new Map<string, FileReport>();
      const { failures } = await test.engine.checkWorkspace(signal, report => reports.set(path(report.uri), report));
      if (failures.length > 0) throw new Error(`files could not be read: ${JSON.stringify(failures)}`);
      return reports;
    },
  };
}

/** The files after a change; refused where the change was made for other texts, as an edge would refuse it. */
export function applyChange(files: Files, change: WorkspaceChange): Map<string, string> {
  const result = new Map(files);
  for (const { uri, expect, edits } of change.edits) {
    const path = relativeTo(uri, ROOT) ?? uri;
    const text = files.get(path);
    if (text === undefined) throw new Error(`a fix edits ${path}, which does not exist`);
    if (!('hash' in expect) || expect.hash !== hashText(text))
      throw new Error(`a fix was made for another text of ${path}`);
    result.set(path, applyTextEdits(text, edits));
  }
  for (const { uri, text } of change.create) {
    const path = relativeTo(uri, ROOT);
    if (path === undefined || result.has(path)) throw new Error(`a fix creates ${uri}, which exists or lies outside`);
    result.set(path, text);
  }
  return result;
}
