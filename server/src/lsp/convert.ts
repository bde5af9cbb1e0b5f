import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Position,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { assertNever } from '../core/assert-never';
import type { Severity } from '../core/finding';
import type { TextEdit as CoreTextEdit } from '../core/fix';
import { buildLineIndex, type LineIndex, lineColumnAt, offsetAt, type Span } from '../core/text';
import type { Uri } from '../core/uri';
import type { FileReport, ReportedFinding } from '../engine/report';

// The only place that knows both worlds: LSP's positions, ranges and percent-encoded URIs, and our offsets and raw paths.

/** `file:///c%3A/app/%5Bid%5D.ts` → `file:///c:/app/[id].ts`. */
export function fromLspUri(uri: string): Uri {
  const raw = uri.replace(/(?:%[0-9a-f]{2})+/gi, encoded => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // Not UTF-8: the sequence stays as it is, which is still one name for one document.
      return encoded;
    }
  });
  // Editors write a Windows drive in either case; it is the same drive.
  return raw.replace(/^(file:\/\/\/)([A-Z])(?=:)/, (_, scheme: string, drive: string) => scheme + drive.toLowerCase());
}

/** `file:///c:/app/[id].ts` → `file:///c%3A/app/%5Bid%5D.ts`, as VS Code writes it. */
export function toLspUri(uri: Uri): string {
  const [, scheme = '', authority = '', path = uri] = /^([a-z][a-z0-9+.-]*:)(\/\/[^/]*)?(.*)$/is.exec(uri) ?? [];
  return scheme + authority + path.split('/').map(encodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  // A lone surrogate has no UTF-8 form; the file system replaces it just like this.
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function toLspRange(lines: LineIndex, span: Span): Range {
  return { start: toLspPosition(lines, span.start), end: toLspPosition(lines, span.end) };
}

function toLspPosition(lines: LineIndex, offset: number): Position {
  const { line, column } = lineColumnAt(lines, offset);
  return { line, character: column };
}

export function fromLspPosition(lines: LineIndex, { line, character }: Position): number {
  return offsetAt(lines, { line, column: character });
}

export function fromLspRange(lines: LineIndex, range: Range): Span {
  return { start: fromLspPosition(lines, range.start), end: fromLspPosition(lines, range.end) };
}

function toLspSeverity(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'info':
      return DiagnosticSeverity.Information;
    case 'hint':
      return DiagnosticSeverity.Hint;
    default:
      return assertNever(severity);
  }
}

/** What a diagnostic carries so that code actions find its finding again. */
export interface DiagnosticData {
  readonly findingId: string;
  /** The version of the document that the diagnostic was made for; null for a file that is not open. */
  readonly version: number | null;
}

export interface DiagnosticNames {
  /** The address under which the client knows a document. */
  readonly uri: (uri: Uri) => string;
  /** The page of a rule, where there is one. */
  readonly documentation: (ruleId: string) => string | undefined;
}

export function toLspDiagnostics(report: FileReport, names: DiagnosticNames): Diagnostic[] {
  const lines = buildLineIndex(report.text);
  const linesOfRelated = new Map<string, LineIndex>([[report.text, lines]]);
  const linesOf = (text: string) => {
    const index = linesOfRelated.get(text) ?? buildLineIndex(text);
    linesOfRelated.set(text, index);
    return index;
  };
  return report.findings.map(finding => {
    const data: DiagnosticData = { findingId: finding.id, version: report.version ?? null };
    return { ...describe(finding, lines, linesOf, names), data };
  });
}

function describe(
  finding: ReportedFinding,
  lines: LineIndex,
  linesOf: (text: string) => LineIndex,
  names: DiagnosticNames,
): Diagnostic {
  const href = names.documentation(finding.ruleId);
  return {
    range: toLspRange(lines, finding.span),
    severity: toLspSeverity(finding.severity),
    source: 'sargable',
    code: finding.ruleId,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    message: finding.message,
    ...(finding.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(finding.related.length === 0
      ? {}
      : {
          relatedInformation: finding.related.map(({ uri, span, text, message }) => ({
            location: { uri: names.uri(uri), range: toLspRange(linesOf(text), span) },
            message,
          })),
        }),
  };
}

export function fromLspDiagnosticData(data: unknown): DiagnosticData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { findingId, version } = data as Partial<Record<keyof DiagnosticData, unknown>>;
  if (typeof findingId !== 'string') return undefined;
  return { findingId, version: typeof version === 'number' ? version : null };
}

/** The edits of one document, with the text that their spans count in. */
export interface LocatedEdits {
  /** As the client knows it. */
  readonly uri: string;
  /** Null for a file that is not open. */
  readonly version: number | null;
  readonly text: string;
  readonly edits: readonly CoreTextEdit[];
}

/** Versioned edits, so that the client refuses them when a document has moved on in the meantime. */
export function toLspWorkspaceEdit(
  edits: readonly LocatedEdits[],
  create: readonly { readonly uri: string; readonly text: string }[],
): WorkspaceEdit {
  return {
    documentChanges: [
      ...create.flatMap(({ uri, text }) => [
        { kind: 'create' as const, uri },
        documentEdit(uri, null, [{ range: START_OF_DOCUMENT, newText: text }]),
      ]),
      ...edits.map(({ uri, version, text, edits }) => documentEdit(uri, version, toLspTextEdits(text, edits))),
    ],
  };
}

/** For clients without versioned edits. */
export function toLspPlainWorkspaceEdit(edits: readonly LocatedEdits[]): WorkspaceEdit {
  return { changes: Object.fromEntries(edits.map(({ uri, text, edits }) => [uri, toLspTextEdits(text, edits)])) };
}

const START_OF_DOCUMENT: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function documentEdit(uri: string, version: number | null, edits: TextEdit[]): TextDocumentEdit {
  return { textDocument: { uri, version }, edits };
}

function toLspTextEdits(text: string, edits: readonly CoreTextEdit[]): TextEdit[] {
  const lines = buildLineIndex(text);
  return edits.map(({ span, newText }) => ({ range: toLspRange(lines, span), newText }));
}
