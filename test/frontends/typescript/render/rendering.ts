import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { CallChain, Loop } from '../../../../server/src/core/facts/calls';
import type { CodeFacts } from '../../../../server/src/core/facts/code';
import type { UnitFacts } from '../../../../server/src/core/facts/index';
import type { ObjectEntry, ObjectTree } from '../../../../server/src/core/facts/values';
import type { FixIntent, RenderContext } from '../../../../server/src/core/fix';
import { typescriptFrontend } from '../../../../server/src/frontends/typescript/index';

const URI = 'file:///shop/code.ts';

export interface Opened {
  readonly text: string;
  readonly unit: UnitFacts & { readonly kind: 'code' };
  readonly code: CodeFacts;
}

/** The unit of a text that holds a call of `method`. */
export function openUnit(text: string, method: string): Opened {
  const { facts } = typescriptFrontend.extract({ uri: URI, text });
  for (const unit of facts.units) {
    if (unit.kind !== 'code') continue;
    if (unit.code.calls.some(call => call.links.some(link => link.name === method)))
      return { text, unit, code: unit.code };
  }
  throw new Error(`no call of ${method}`);
}

/** The text after the fix, or why there is none. */
export function applyFix(opened: Opened, intent: FixIntent): string {
  const { facts } = typescriptFrontend.extract({ uri: URI, text: opened.text });
  const context: RenderContext = {
    read: uri => (uri === URI ? { text: opened.text, expect: { hash: 'h' } } : undefined),
    locate: ({ unit, span }) => {
      const index = facts.units.findIndex(one => one.id === unit);
      const start = facts.starts[index];
      return start === undefined ? undefined : { start: start + span.start, end: start + span.end };
    },
    isCommitted: () => true,
    timestamp: '20260101000000',
  };
  const change = typescriptFrontend.renderer.render(intent, context);
  if ('declined' in change) return `declined: ${change.declined}`;
  let after = opened.text;
  let before = Number.POSITIVE_INFINITY;
  for (const edit of [...(change.edits[0]?.edits ?? [])].reverse()) {
    if (edit.span.end > before) throw new Error('edits overlap');
    before = edit.span.start;
    after = after.slice(0, edit.span.start) + edit.newText + after.slice(edit.span.end);
  }
  return after;
}

export function place(opened: Opened, span: { start: number; end: number }) {
  return { uri: URI, unit: opened.unit.id, span };
}

export function lastCall(code: CodeFacts, methods: RegExp): CallChain {
  const call = code.calls.filter(one => methods.test(one.links.at(-1)?.name ?? '')).at(-1);
  if (!call) throw new Error('no such call');
  return call;
}

export function loopAround(code: CodeFacts, call: CallChain): Loop {
  const loop = code.loops.find(one => one.id === call.loops[0]);
  if (!loop) throw new Error('no loop');
  return loop;
}

/** The first entry of `where`. */
export function keyEntry(call: CallChain): ObjectEntry {
  const args = call.links.at(-1)?.args[0]?.value as ObjectTree;
  const where = args.entries.find(entry => entry.key === 'where')?.value as ObjectTree;
  const [entry] = where.entries;
  if (!entry) throw new Error('no key');
  return entry;
}

/** What the compiler, at its strictest, says against modules that use the fake client in `client.ts.txt`. */
export function compileErrors(modules: readonly string[]): string[] {
  const files = new Map(modules.map((text, index) => [`/case${index}.ts`, text]));
  files.set('/client.ts', readFileSync(join(__dirname, 'client.ts.txt'), 'utf8'));
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, version) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile.call(host, name, version) : ts.createSourceFile(name, text, version);
  };
  host.fileExists = name => files.has(name) || fileExists.call(host, name);
  host.readFile = name => files.get(name) ?? readFile.call(host, name);
  const program = ts.createProgram([...files.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      one => `${files.get(one.file?.fileName ?? '') ?? ''}\n${ts.flattenDiagnosticMessageText(one.messageText, '\n')}`,
    );
}
