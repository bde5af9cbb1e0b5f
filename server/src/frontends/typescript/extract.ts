import type ts from 'typescript';
import type { FileFacts, Problem, UnitFacts } from '../../core/facts/index';
import type { ExtractInput, Extraction } from '../../core/frontend';
import { hashText } from '../../core/hash';
import { baseNameOf } from '../../core/uri';
import { readDirectives } from './directives';
import { parseDocument, syntaxErrorsOf } from './parse';
import { type Recovery, recover } from './recover';
import { isComponent, readScripts } from './script-blocks';
import { cutUnits } from './units';

/** A screenful of syntax errors says no more than the first ones. */
const MAX_PROBLEMS = 5;

interface DocumentState {
  /** The tree of the text as it is. */
  readonly parsed: ts.SourceFile;
  /** What the facts are read from instead, while the text is broken. */
  readonly recovery: Recovery | undefined;
  /** The facts of the units of the last version by everything they depend on. */
  readonly units: ReadonlyMap<string, UnitFacts>;
}

/** Text → facts. Units whose text is the one they had keep their facts, and are not walked again. */
export function extractTypeScript(frontend: string, input: ExtractInput, previous?: Extraction): Extraction {
  const { name, text } = codeOf(input);
  const kept = previous?.state as DocumentState | undefined;
  const before = kept?.parsed.fileName === name ? kept : undefined;
  const parsed = parseDocument(name, text, before?.parsed);
  if (!parsed) return { facts: tooDeep(frontend, text) };
  const errors = syntaxErrorsOf(parsed);
  const recovery = errors.length === 0 ? undefined : recover(name, parsed, before?.recovery);
  const source = recovery?.source ?? parsed;
  const units: UnitFacts[] = [];
  const starts: number[] = [];
  const byKey = new Map<string, UnitFacts>();
  for (const unit of cutUnits(source)) {
    const known = before?.units.get(unit.key);
    const facts: UnitFacts = known ?? {
      kind: 'code',
      id: unit.id,
      fingerprint: hashText(unit.key),
      code: unit.read(),
    };
    byKey.set(unit.key, facts);
    units.push(facts);
    starts.push(unit.start);
  }
  const facts: FileFacts = {
    frontend,
    units,
    starts,
    directives: readDirectives(source),
    problems: readProblems(errors),
  };
  const state: DocumentState = { parsed, recovery, units: byKey };
  return { facts, state };
}

/** The end of the name tells the parser which language it is. */
function codeOf({ uri, text }: ExtractInput): { readonly name: string; readonly text: string } {
  const name = baseNameOf(uri);
  if (!isComponent(uri)) return { name, text };
  const scripts = readScripts(text);
  return { name: name + scripts.extension, text: scripts.text };
}

function tooDeep(frontend: string, text: string): FileFacts {
  const span = { start: 0, end: Math.min(text.length, 1) };
  const problem: Problem = { message: 'The code is nested too deeply to be read.', span };
  return { frontend, units: [], starts: [], directives: [], problems: [problem] };
}

function readProblems(errors: readonly ts.DiagnosticWithLocation[]): Problem[] {
  return errors.slice(0, MAX_PROBLEMS).map(diagnostic => ({
    message: firstMessage(diagnostic.messageText),
    span: { start: diagnostic.start, end: diagnostic.start + diagnostic.length },
  }));
}

function firstMessage(message: string | ts.DiagnosticMessageChain): string {
  return typeof message === 'string' ? message : message.messageText;
}
