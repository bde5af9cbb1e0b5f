import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from 'vscode-languageserver/node';
import { buildLineIndex } from '../../core/text';
import { OWN_FINDINGS } from '../../engine/own-findings';
import type { FileReport, ReportedFinding } from '../../engine/report';
import type { ActionData } from '../action-data';
import { FIX_ALL_KIND } from '../capabilities';
import { fromLspDiagnosticData, fromLspRange, toLspDiagnostics } from '../convert';
import { resolveAction } from '../resolve-action';
import type { Session } from '../session';

/** The fixes of the diagnostics that the client names, without their edits: those are made when one is chosen. */
export function registerCodeAction(session: Session): void {
  const { client, connection, documents, guard } = session;
  connection.onCodeAction(
    guard.request(
      'textDocument/codeAction',
      () => [],
      async (params: CodeActionParams, signal) => {
        const uri = documents.uriOf(params.textDocument.uri);
        if (!documents.get(uri)) return [];
        const report = await session.check(uri, signal);
        const actions = listActions(session, params, report);
        return client.resolvesCodeActionEdits
          ? withoutDeclined(session, actions, signal)
          : withEdits(session, actions, signal);
      },
    ),
  );
}

interface OfferedAction extends CodeAction {
  readonly data: ActionData;
}

function listActions(
  session: Session,
  { textDocument, context }: CodeActionParams,
  report: FileReport,
): OfferedAction[] {
  const wanted = (kind: string) => !context.only || context.only.some(only => isKindOf(kind, only));
  const target = { lspUri: textDocument.uri, version: report.version ?? 0 };
  const actions: OfferedAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    const named = context.diagnostics.flatMap(diagnostic => {
      const finding = findingOf(diagnostic, report, session);
      return finding ? [{ diagnostic, finding }] : [];
    });
    for (const { diagnostic, finding } of named) actions.push(...fixesOf(finding, diagnostic, target));
    // Below every fix: silencing is what is left when none is right.
    for (const { diagnostic, finding } of named) actions.push(...suppressionOf(finding, diagnostic, target));
  }
  if (wanted(FIX_ALL_KIND) && report.findings.some(({ fixes }) => fixes.some(({ safety }) => safety === 'safe'))) {
    const title = 'Fix everything that is safe to fix (Sargable)';
    actions.push({ title, kind: FIX_ALL_KIND, data: { kind: 'fix-all', ...target } });
  }
  return actions;
}

/** `source.fixAll.sargable` is a `source.fixAll` and a `source`. */
function isKindOf(kind: string, ancestor: string): boolean {
  return ancestor === '' || kind === ancestor || kind.startsWith(`${ancestor}.`);
}

/** By its id, and for clients that do not send that back by rule and range. */
function findingOf(diagnostic: Diagnostic, report: FileReport, session: Session): ReportedFinding | undefined {
  if (diagnostic.source !== 'sargable') return undefined;
  const data = fromLspDiagnosticData(diagnostic.data);
  if (data) return report.findings.find(({ id }) => id === data.findingId);
  const shown = toLspDiagnostics(report, session.names);
  const span = fromLspRange(buildLineIndex(report.text), diagnostic.range);
  return report.findings.find(
    (finding, i) =>
      shown[i]?.code === diagnostic.code && finding.span.start === span.start && finding.span.end === span.end,
  );
}

type Target = Pick<ActionData, 'lspUri' | 'version'>;

function fixesOf(finding: ReportedFinding, diagnostic: Diagnostic, target: Target): OfferedAction[] {
  return finding.fixes.map(({ title, safety }, fix) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    // The editor applies a preferred action without showing it: only what gives the same results may be that.
    ...(fix === 0 && safety === 'safe' ? { isPreferred: true } : {}),
    data: { kind: 'fix', ...target, findingId: finding.id, fix },
  }));
}

function suppressionOf(finding: ReportedFinding, diagnostic: Diagnostic, target: Target): OfferedAction[] {
  // A comment about a comment, or in a configuration file, helps nobody: those are put right or switched off.
  if (OWN_FINDINGS.some(({ id }) => id === finding.ruleId)) return [];
  return [
    {
      title: `Ignore ${finding.ruleId} on this line`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      data: { kind: 'suppress', ...target, findingId: finding.id },
    },
  ];
}

/**
 * A light bulb that answers "cannot" helps nobody, so every fix is tried once before it is offered. Its edits are made
 * again when it is chosen, for the texts as they are then.
 */
async function withoutDeclined(
  session: Session,
  actions: readonly OfferedAction[],
  signal: AbortSignal,
): Promise<OfferedAction[]> {
  const offered: OfferedAction[] = [];
  for (const action of actions) {
    if (action.data.kind !== 'fix' || 'edit' in (await resolveAction(session, action.data, signal)))
      offered.push(action);
  }
  return offered;
}

/** For clients that do not ask for edits later; an action that declines is not offered at all. */
async function withEdits(
  session: Session,
  actions: readonly OfferedAction[],
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const complete: CodeAction[] = [];
  for (const { data, ...action } of actions) {
    const resolved = await resolveAction(session, data, signal);
    if ('edit' in resolved) complete.push({ ...action, edit: resolved.edit });
  }
  return complete;
}
