import { hashText } from '../../server/src/core/hash';
import type { FileSystem } from '../../server/src/core/ports';
import type { Uri } from '../../server/src/core/uri';
import type { ConfigLayers } from '../../server/src/engine/config';
import type { Engine } from '../../server/src/engine/engine';
import type { FileReport, ReportedFinding } from '../../server/src/engine/report';

/** An engine that finds the word `slow` and fixes it, for tests of the protocol: it does at once what it is told to do. */
export interface WordEngine extends Engine {
  /** Awaited before each report. */
  beforeCheck: (uri: Uri, signal: AbortSignal) => Promise<void>;
  layers: ConfigLayers;
}

export const WORD_RULE = 'words/slow';

export function createWordEngine(fileSystem: FileSystem): WordEngine {
  const documents = new Map<Uri, { text: string; version: number }>();
  const reports = new Map<Uri, FileReport>();
  let files: readonly Uri[] = [];

  async function checkFile(uri: Uri, signal: AbortSignal): Promise<FileReport> {
    const open = documents.get(uri);
    const read = open ? { kind: 'text' as const, text: open.text } : await fileSystem.read(uri);
    const text = read.kind === 'text' ? read.text : '';
    await engine.beforeCheck(uri, signal);
    signal.throwIfAborted();
    const findings = [...text.matchAll(/slow/g)].map(
      ({ index }, i): ReportedFinding => ({
        id: `${uri}#${i}`,
        ruleId: WORD_RULE,
        severity: 'warning',
        message: 'This is slow.',
        uri,
        span: { start: index, end: index + 4 },
        related: [],
        fixes: [{ title: 'Make it fast', safety: 'safe' }],
        unnecessary: false,
      }),
    );
    const resultId = hashText(JSON.stringify(findings.map(({ span }) => span)));
    const report = { uri, resultId, findings, problems: [], text, ...(open ? { version: open.version } : {}) };
    reports.set(uri, report);
    return report;
  }

  function changeFor(uri: Uri, findings: readonly ReportedFinding[]) {
    const { version } = documents.get(uri) ?? {};
    const expect = version === undefined ? { hash: hashText(reports.get(uri)?.text ?? '') } : { version };
    return { edits: [{ uri, expect, edits: findings.map(({ span }) => ({ span, newText: 'fast' })) }], create: [] };
  }

  const engine: WordEngine = {
    beforeCheck: async () => undefined,
    layers: [],
    setProject(_, all) {
      files = all;
    },
    setConfig(layers) {
      engine.layers = layers;
    },
    openDocument: (uri, text, version) => void documents.set(uri, { text, version }),
    closeDocument: uri => void documents.delete(uri),
    document: uri => documents.get(uri),
    filesChanged(_, removed) {
      files = files.filter(uri => !removed.includes(uri));
    },
    checkFile,
    async checkWorkspace(signal, onReport) {
      for (const uri of new Set([...files, ...documents.keys()])) {
        const report = await checkFile(uri, signal);
        if (report.findings.length > 0) onReport(report);
      }
      return { files: files.length, failures: [] };
    },
    finding: id => [...reports.values()].flatMap(({ findings }) => findings).find(finding => finding.id === id),
    async resolveFix(id) {
      const finding = engine.finding(id);
      return finding ? changeFor(finding.uri, [finding]) : { declined: 'no such finding' };
    },
    offeredFixes: async id => engine.finding(id)?.fixes ?? [],
    async fixFile(uri, _safety, signal) {
      const { findings } = await checkFile(uri, signal);
      return { change: changeFor(uri, findings), fixed: findings.length, declined: [] };
    },
    timings: () => [],
  };
  return engine;
}
