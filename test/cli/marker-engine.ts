import type { Severity } from '../../server/src/core/finding';
import type { FileEdit } from '../../server/src/core/fix';
import { hashText } from '../../server/src/core/hash';
import type { FileSystem } from '../../server/src/core/ports';
import { parentOf, type Uri } from '../../server/src/core/uri';
import type { Engine, FileReport, ReportedFinding } from '../../server/src/engine/engine';

/**
 * An engine that finds what the test wrote down: `@error`, `@warning`, `@info` and `@hint` are findings of that severity,
 * `@broken` is a problem, and the others have fixes: `@safe` and `@review` are removed, `@twice` becomes `@safe`,
 * `@forever` stays, `@ping` and `@pong` become each other, `@declined` cannot be fixed, `@create` makes a file beside it, `@lines` becomes three lines.
 */
export function createMarkerEngine(fileSystem: FileSystem, log: { readonly configured: unknown[] }): Engine {
  let files: readonly Uri[] = [];
  const findings = new Map<string, ReportedFinding>();

  async function report(uri: Uri): Promise<FileReport> {
    const read = await fileSystem.read(uri);
    const text = read.kind === 'text' ? read.text : '';
    const found = findMarkers(uri, text);
    for (const [id, finding] of findings) if (finding.uri === uri) findings.delete(id);
    for (const finding of found) findings.set(finding.id, finding);
    const problems = [...text.matchAll(/@broken/g)].map(match => ({
      message: 'This is broken.',
      span: { start: match.index, end: match.index + match[0].length },
    }));
    return { uri, resultId: hashText(text), findings: found, problems, text };
  }

  return {
    setProject: (_project, all) => {
      files = all;
    },
    setConfig: layers => log.configured.push(...layers),
    openDocument: unexpected,
    closeDocument: unexpected,
    document: () => undefined,
    filesChanged: () => undefined,
    async checkFile(uri, signal) {
      signal.throwIfAborted();
      return report(uri);
    },
    async checkWorkspace(signal, onReport) {
      const failures: { uri: Uri; message: string }[] = [];
      // Not in order: sorting is the command line's own business.
      for (const uri of [...files].reverse()) {
        signal.throwIfAborted();
        const read = await fileSystem.read(uri);
        if (read.kind === 'failed') failures.push({ uri, message: read.message });
        onReport(await report(uri));
      }
      return { files: files.length, failures };
    },
    finding: id => findings.get(id),
    resolveFix: unexpected,
    offeredFixes: async id => findings.get(id)?.fixes ?? [],
    async fixFile(uri, safety, signal) {
      signal.throwIfAborted();
      const { text, findings: found } = await report(uri);
      const edits: FileEdit['edits'][number][] = [];
      const create: { uri: Uri; text: string }[] = [];
      const declined: { findingId: string; reason: string }[] = [];
      for (const { id, span, fixes } of found) {
        if (!fixes.some(fix => safety === 'review' || fix.safety === 'safe')) continue;
        const marker = text.slice(span.start + 1, span.end);
        if (marker === 'declined') declined.push({ findingId: id, reason: 'It is not possible here.' });
        else edits.push({ span, newText: REPLACEMENTS[marker] ?? '' });
        if (marker === 'create')
          create.push({ uri: `${parentOf(uri)}/migrations/1_new/migration.sql`, text: 'CREATE;\n' });
      }
      const change = { edits: edits.length === 0 ? [] : [{ uri, expect: { hash: hashText(text) }, edits }], create };
      return { change, fixed: edits.length, declined };
    },
    timings: () => [
      { kind: 'phase', name: 'quick', milliseconds: 1, runs: 1 },
      { kind: 'rule', name: 'test/slow', milliseconds: 20, runs: 2 },
    ],
  };
}

const REPLACEMENTS: Readonly<Record<string, string>> = {
  twice: '@safe',
  ping: '@pong',
  pong: '@ping',
  forever: '@forever',
  lines: 'one\ntwo\nthree',
};

const SEVERITIES: Readonly<Record<string, Severity>> = { error: 'error', info: 'info', hint: 'hint' };

const FIX_SAFETY: Readonly<Record<string, 'safe' | 'review'>> = {
  safe: 'safe',
  twice: 'safe',
  forever: 'safe',
  ping: 'safe',
  pong: 'safe',
  declined: 'safe',
  lines: 'safe',
  review: 'review',
  create: 'review',
};

const MARKERS = /@(error|warning|info|hint|safe|review|twice|forever|ping|pong|declined|create|lines)\b/g;

function findMarkers(uri: Uri, text: string): ReportedFinding[] {
  return [...text.matchAll(MARKERS)].map(match => {
    const marker = match[1] ?? '';
    const span = { start: match.index, end: match.index + match[0].length };
    const safety = FIX_SAFETY[marker];
    const target = text.indexOf('@target');
    return {
      id: hashText(`${uri} ${marker} ${match.index}`),
      ruleId: `test/${marker}`,
      severity: SEVERITIES[marker] ?? 'warning',
      message: `Found ${marker}.`,
      uri,
      span,
      related:
        target < 0 ? [] : [{ uri, span: { start: target, end: target + 7 }, text, message: 'This is the target.' }],
      fixes: safety ? [{ title: `Replace ${marker}`, safety }] : [],
      unnecessary: false,
    };
  });
}

function unexpected(): never {
  throw new Error('The command line has no reason to call this.');
}
