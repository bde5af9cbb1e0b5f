import type { Session } from '../session';
import { registerCheckWorkspace } from './check-workspace';
import { registerCodeAction } from './code-action';
import { registerDidChange } from './did-change';
import { registerDidChangeConfiguration } from './did-change-configuration';
import { registerDidChangeWatchedFiles } from './did-change-watched-files';
import { registerDidClose } from './did-close';
import { registerDidOpen } from './did-open';
import { registerDidSave } from './did-save';
import { registerDocumentDiagnostic } from './document-diagnostic';
import { registerHover } from './hover';
import { registerInitialized } from './initialized';
import { registerResolveCodeAction } from './resolve-code-action';
import { registerShutdown } from './shutdown';
import { registerTrustGranted } from './trust-granted';
import { registerWorkspaceDiagnostic } from './workspace-diagnostic';

/** One file per request or notification; each is told its session once, when the client has introduced itself. */
export const HANDLERS: readonly ((session: Session) => void)[] = [
  registerCheckWorkspace,
  registerCodeAction,
  registerDidChange,
  registerDidChangeConfiguration,
  registerDidChangeWatchedFiles,
  registerDidClose,
  registerDidOpen,
  registerDidSave,
  registerDocumentDiagnostic,
  registerHover,
  registerInitialized,
  registerResolveCodeAction,
  registerShutdown,
  registerTrustGranted,
  registerWorkspaceDiagnostic,
];
