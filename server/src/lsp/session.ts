import type { Connection } from 'vscode-languageserver/node';
import type { Frontend } from '../core/frontend';
import type { FileSystem, Logger } from '../core/ports';
import { type Rule, ruleDocumentation } from '../core/rule';
import type { Uri } from '../core/uri';
import type { Engine } from '../engine/engine';
import { OWN_FINDINGS } from '../engine/own-findings';
import type { FileReport } from '../engine/report';
import { type Changes, createChanges } from './changes';
import type { ClientSupport } from './client-support';
import type { DiagnosticNames } from './convert';
import { createOpenDocuments, type OpenDocuments } from './documents';
import { createFreshness, type Freshness } from './freshness';
import { createGuard, type Guard } from './guard';
import { createSettings, type Settings } from './settings';
import { createStatusReporter, type StatusReporter } from './status';
import { createWorkspace, type DiscoverProject, type Workspace } from './workspace';

export interface LanguageServerDependencies {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly fileSystem: FileSystem;
  readonly discoverProject: DiscoverProject;
  readonly frontends: readonly Frontend[];
  readonly rules: readonly Rule[];
  readonly logger: Logger;
}

/** What the handlers of one client share, from its initialize request on. */
export interface Session extends LanguageServerDependencies {
  readonly client: ClientSupport;
  readonly documents: OpenDocuments;
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly changes: Changes;
  readonly freshness: Freshness;
  readonly status: StatusReporter;
  readonly guard: Guard;
  readonly names: DiagnosticNames;
  /** An edit of a document: its client pulls by itself. */
  documentChanged(): void;
  /** Files, settings or the project changed: everything a client shows may be out of date. */
  workspaceChanged(): void;
  /** The report of a file for its text as it is now, as soon as the project is known. */
  check(uri: Uri, signal: AbortSignal): Promise<FileReport>;
  stop(): void;
}

/** How often a document may be typed into while it is checked before an answer for an older text is better than none. */
const STEADY_ROUNDS = 10;

export function createSession(dependencies: LanguageServerDependencies, client: ClientSupport): Session {
  const { connection, engine, logger } = dependencies;
  const documents = createOpenDocuments();
  const guard = createGuard(logger);
  const changes = createChanges();
  const status = createStatusReporter(connection);
  const settings = createSettings({ ...dependencies, documents });
  const ownIds = new Set(OWN_FINDINGS.map(({ id }) => id));
  const names: DiagnosticNames = {
    uri: documents.lspUriOf,
    documentation: ruleId => (ownIds.has(ruleId) ? undefined : ruleDocumentation(ruleId)),
  };
  const workspace = createWorkspace({ ...dependencies, settings, status, guard, onChange: workspaceChanged });
  const freshness = createFreshness({ connection, client, documents, names, guard, check });

  async function check(uri: Uri, signal: AbortSignal): Promise<FileReport> {
    await workspace.ready(signal);
    for (let round = 1; ; round++) {
      const report = await engine.checkFile(uri, signal);
      if (report.version === engine.document(uri)?.version || round === STEADY_ROUNDS) return report;
    }
  }

  function documentChanged(): void {
    changes.record();
    freshness.changed(false);
  }

  function workspaceChanged(): void {
    changes.record();
    freshness.changed(true);
  }

  return {
    ...dependencies,
    ...{ client, documents, workspace, settings, changes, freshness, status, guard, names },
    documentChanged,
    workspaceChanged,
    check,
    stop() {
      workspace.stop();
      freshness.stop();
    },
  };
}
