import type { ExtractInput, FileProblem } from '../../core/frontend';
import { maskText } from './mask';
import { parseBlock } from './parse';
import { splitBlocks } from './split-blocks';

/**
 * What Prisma itself refuses in the files of one database's schema. It takes some 10 to 60 ms for a schema and 3 MB of
 * WebAssembly, so that it runs for a whole check and never while typing.
 */
export async function lintPrismaSchema(files: readonly ExtractInput[]): Promise<readonly FileProblem[]> {
  const prisma = await import('@prisma/prisma-schema-wasm');
  const lint = (without: ReadonlySet<string>): readonly LintFinding[] => {
    const texts = files.map(({ uri, text }) => [uri, acceptableText(text, without)] as const);
    return readFindings(() => prisma.lint(JSON.stringify(texts)));
  };
  const first = lint(new Set());
  // A preview feature that this version of Prisma has settled long ago says nothing about a project on an older one.
  const outdated = new Set(
    first.flatMap(({ text }) => /^The preview feature "(\w+)" is not known/.exec(text)?.[1] ?? []),
  );
  const findings = outdated.size === 0 ? first : lint(outdated);
  return findings.flatMap(({ file_name: uri, start, end, text, is_warning: isWarning }) => {
    const length = files.find(file => file.uri === uri)?.text.length;
    if (isWarning || length === undefined) return [];
    const span = { start: Math.min(start, length), end: Math.min(end, length) };
    return [{ uri, message: firstLine(text), span }];
  });
}

/** A byte order mark is no problem to anybody else; Prisma takes it for text outside of a block. */
function acceptableText(text: string, outdatedFeatures: ReadonlySet<string>): string {
  const known = outdatedFeatures.size === 0 ? text : withoutFeatures(text, outdatedFeatures);
  return withoutConnections(known).replace(/^\uFEFF/, ' ');
}

/** Leaves preview features out of their lists; the text keeps its length. */
function withoutFeatures(text: string, outdated: ReadonlySet<string>): string {
  const source = maskText(text);
  let result = text;
  for (const block of splitBlocks(source).blocks) {
    if (block.keyword !== 'generator') continue;
    for (const member of parseBlock(source, block).members) {
      if (member.kind !== 'assignment' || member.value.kind !== 'array') continue;
      const { items, span } = member.value;
      const kept = items.filter(item => item.kind !== 'string' || !outdated.has(item.value));
      if (kept.length === items.length) continue;
      const list = `[${kept.map(item => text.slice(item.span.start, item.span.end)).join(',')}]`;
      result = result.slice(0, span.start) + list.padEnd(span.end - span.start) + result.slice(span.end);
    }
  }
  return result;
}

const CONNECTIONS: ReadonlySet<string> = new Set(['url', 'directUrl', 'shadowDatabaseUrl']);

/**
 * Blanks the connection strings of a datasource with equal length: Prisma 7 wants them in its config and refuses them
 * here, which says nothing about a project on an older version.
 */
export function withoutConnections(text: string): string {
  const source = maskText(text);
  let result = text;
  for (const block of splitBlocks(source).blocks) {
    if (block.keyword !== 'datasource') continue;
    for (const member of parseBlock(source, block).members) {
      if (member.kind !== 'assignment' || !CONNECTIONS.has(member.name)) continue;
      const { start, end } = member.span;
      result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end);
    }
  }
  return result;
}

/** A linter that panics over a schema has said nothing about it. */
function readFindings(lint: () => string): readonly LintFinding[] {
  try {
    const findings: unknown = JSON.parse(lint());
    return Array.isArray(findings) ? findings.filter(isLintFinding) : [];
  } catch {
    return [];
  }
}

interface LintFinding {
  readonly file_name: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly is_warning: boolean;
}

function isLintFinding(value: unknown): value is LintFinding {
  if (typeof value !== 'object' || value === null) return false;
  const finding = value as Partial<Record<keyof LintFinding, unknown>>;
  return (
    typeof finding.file_name === 'string' &&
    typeof finding.start === 'number' &&
    typeof finding.end === 'number' &&
    typeof finding.text === 'string' &&
    typeof finding.is_warning === 'boolean'
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
