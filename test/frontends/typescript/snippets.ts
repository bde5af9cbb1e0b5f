import type { CallChain, Loop } from '../../../server/src/core/facts/calls';
import type { CodeFacts } from '../../../server/src/core/facts/code';
import type { Value } from '../../../server/src/core/facts/values';
import { typescriptFrontend } from '../../../server/src/frontends/typescript/index';

/** The facts of all units of a snippet, one after the other. */
export function readSnippet(text: string, extension = 'ts'): CodeFacts[] {
  const { facts } = typescriptFrontend.extract({ uri: `file:///snippet.${extension}`, text });
  return facts.units.flatMap(unit => (unit.kind === 'code' ? [unit.code] : []));
}

/** The body of an async function `f(xs, a, b)`. */
export function readBody(body: string): CodeFacts {
  const [facts] = readSnippet(`async function f(xs, a, b) {\n${body}\n}`);
  if (!facts) throw new Error('no unit');
  return facts;
}

/** The one call whose last link is `name`. */
export function callNamed(facts: CodeFacts, name: string): CallChain {
  const found = facts.calls.filter(call => call.links.some(link => (link.name || rootName(call, facts)) === name));
  const [only, more] = found;
  if (!only || more) throw new Error(`${found.length} calls of ${name}`);
  return only;
}

/** `for-of`, `map*`: a star stands for parallel, `~` for a few at a time. The innermost loop comes first. */
export function loopsOf(facts: CodeFacts, call: CallChain): string {
  return call.loops.map(id => describe(facts.loops.find(loop => loop.id === id))).join(' ');
}

function describe(loop: Loop | undefined): string {
  if (!loop) return 'missing';
  return `${loop.method ?? loop.form}${loop.mode === 'parallel' ? '*' : ''}${loop.limited ? '~' : ''}`;
}

/** `a !b.c`: the conditions that guard a call. */
export function guardsOf(facts: CodeFacts, call: CallChain): string {
  return call.guards.map(guard => `${guard.polarity ? '' : '!'}${show(facts, guard.condition)}`).join(' ');
}

export function show(facts: CodeFacts, value: Value): string {
  switch (value.kind) {
    case 'ref':
      return [value.root.kind === 'local' ? nameOf(facts, value.root.binding) : rootOf(value.root), ...value.path].join('.');
    case 'call': {
      const call = facts.calls.find(one => one.id === value.call);
      return [`${call ? (call.links.at(-1)?.name || rootName(call, facts)) : '?'}()`, ...value.path].join('.');
    }
    case 'literal':
      return JSON.stringify(value.value);
    case 'choice':
      return `(${value.of.map(one => show(facts, one)).join('|')})`;
    case 'opaque':
      return `${value.hint ?? '?'}{${value.uses.map(use => show(facts, use)).join(',')}}`;
    case 'array':
      return `[${value.items.map(item => show(facts, item)).join(',')}${value.open ? ',…' : ''}]`;
    case 'object':
      return `{${value.entries.map(entry => `${entry.key}:${show(facts, entry.value)}`).join(',')}${value.open ? ',…' : ''}}`;
    case 'template':
      return value.pieces.map(piece => (piece.kind === 'text' ? piece.cooked : `<${show(facts, piece.value)}>`)).join('');
    case 'function':
      return `=>${value.function}`;
  }
}

function rootOf(root: { kind: 'outer'; name: string } | { kind: 'this' } | { kind: 'super' }): string {
  return root.kind === 'outer' ? root.name : root.kind;
}

function nameOf(facts: CodeFacts, id: string): string {
  return facts.bindings.find(binding => binding.id === id)?.name ?? `missing ${id}`;
}

function rootName(call: CallChain, facts: CodeFacts): string {
  return call.root.kind === 'ref' ? show(facts, call.root) : call.root.kind;
}
