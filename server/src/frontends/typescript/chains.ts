import type ts from 'typescript';
import type { CallChain, Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { Span } from '../../core/text';
import { readAnnotation } from './annotations';
import { type Calling, type ChainReading, readArguments } from './call-arguments';
import { readFunction } from './functions';
import { hintOfGlobal } from './hints';
import { literal, opaque } from './plain-values';
import {
  isArrowFunction,
  isCallExpression,
  isFunctionExpression,
  isNewExpression,
  isNumericLiteral,
  isStringLiteralLike,
  isTaggedTemplateExpression,
  SyntaxKind,
} from './syntax';
import { unwrap } from './unwrap';
import { readName, readValue } from './values';
import { type CallDraft, spanOf, type Use, type Walk } from './walk';

type Segment =
  | { readonly kind: 'name'; readonly name: string; readonly node: ts.Node }
  | { readonly kind: 'key'; readonly node: ts.Expression }
  | { readonly kind: 'call'; readonly node: Calling };

/** Names read one after the other: `['user', 'orders']`, with what computed keys among them are made of. */
interface Names {
  readonly path: string[];
  readonly keys: Value[];
  last: ts.Node | undefined;
}

/**
 * Reads `root.name[key](…).name`…: a reference, or a chain of calls with what is read from its result.  */
export function readSpine(walk: Walk, node: ts.Expression, use: Use): Value {
  const { root, segments } = unroll(node);
  const lastCall = segments.findLastIndex(segment => segment.kind === 'call');
  if (lastCall < 0) return extend(walk, readValue(walk, root), readNames(walk, segments), node);
  if (lastCall === segments.length - 1) return readChain(walk, root, segments, use);
  const value = readChain(walk, root, segments.slice(0, lastCall + 1), 'no');
  return extend(walk, value, readNames(walk, segments.slice(lastCall + 1)), node);
}

function unroll(node: ts.Expression): { root: ts.Expression; segments: Segment[] } {
  const segments: Segment[] = [];
  let at = unwrap(node);
  for (;;) {
    const { kind } = at;
    if (kind === PROPERTY) {
      const { name } = at as ts.PropertyAccessExpression;
      segments.push({ kind: 'name', name: name.text, node: name });
    } else if (kind === ELEMENT) {
      const { argumentExpression } = at as ts.ElementAccessExpression;
      const key = unwrap(argumentExpression);
      const known = isStringLiteralLike(key) || isNumericLiteral(key);
      segments.push(known ? { kind: 'name', name: key.text, node: key } : { kind: 'key', node: argumentExpression });
    } else if (kind === CALL || kind === NEW) segments.push({ kind: 'call', node: at as ts.CallExpression });
    else if (kind === TAG) {
      segments.push({ kind: 'call', node: at as ts.TaggedTemplateExpression });
      at = unwrap((at as ts.TaggedTemplateExpression).tag);
      continue;
    } else return { root: at, segments: segments.reverse() };
    at = unwrap((at as ts.CallExpression).expression);
  }
}

// The enum is a large object: looking a kind up in it for every node costs more than the walk itself.
const NAME = SyntaxKind.Identifier;
const PROPERTY = SyntaxKind.PropertyAccessExpression;
const ELEMENT = SyntaxKind.ElementAccessExpression;
const CALL = SyntaxKind.CallExpression;
const NEW = SyntaxKind.NewExpression;
const TAG = SyntaxKind.TaggedTemplateExpression;

function readNames(walk: Walk, segments: readonly Segment[]): Names {
  const names: Names = { path: [], keys: [], last: undefined };
  for (const segment of segments) {
    if (segment.kind === 'name') names.path.push(segment.name);
    else if (segment.kind === 'key') {
      names.path.push('[]');
      names.keys.push(readValue(walk, segment.node));
    }
    names.last = segment.node;
  }
  return names;
}

function extend(walk: Walk, value: Value, names: Names, node: ts.Expression): Value {
  if (names.path.length === 0) return value;
  if (names.path.at(-1) === 'length') {
    const owner = extendPath(walk, value, names.path.slice(0, -1), names.keys, node);
    return opaque(walk, node, [owner], 'number');
  }
  return extendPath(walk, value, names.path, names.keys, node);
}

function extendPath(
  walk: Walk,
  value: Value,
  path: readonly string[],
  keys: readonly Value[],
  node: ts.Expression,
): Value {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  switch (value.kind) {
    case 'ref':
    case 'call': {
      const longer = { ...value, path: [...value.path, ...path], span: spanOf(walk, node) };
      const allKeys = [...(value.keys ?? []), ...keys];
      return allKeys.length === 0 ? longer : { ...longer, keys: allKeys };
    }
    case 'choice':
      return { ...value, of: value.of.map(one => extendPath(walk, one, path, keys, node)) };
    case 'object': {
      const entry = value.open ? undefined : value.entries.findLast(one => one.key === first);
      return entry ? extendPath(walk, entry.value, rest, keys, node) : opaque(walk, node, [value, ...keys]);
    }
    default:
      return opaque(walk, node, [value, ...keys]);
  }
}

/** Records a chain that ends with a call. */
function readChain(walk: Walk, rootNode: ts.Expression, segments: readonly Segment[], use: Use): Value {
  const id = `${walk.fn.id}/call[${walk.fn.calls++}]`;
  const end = segments.at(-1)?.node ?? rootNode;
  const span = spanOf(walk, end);
  const call: CallDraft = {
    id,
    root: { kind: 'other', value: literal(walk, rootNode, null), span },
    links: [],
    in: walk.fn.id,
    loops: walk.loop?.ids ?? NONE,
    guards: walk.guards,
    awaited: use,
    ownAwaitBefore: false,
    span,
  };
  walk.calls.push(call);

  const firstCall = segments.findIndex(segment => segment.kind === 'call');
  const named = firstCall > 0 ? firstCall - 1 : 0;
  call.root = readRoot(walk, rootNode, segments.slice(0, named), segments[named]?.kind === 'call');
  const links: Link[] = [];
  const reading: ChainReading = { walk, id, use, root: call.root, links };
  // The names before a call: nearly always one.
  let from = named;
  for (let at = firstCall; at < segments.length; at++) {
    const segment = segments[at];
    if (segment?.kind !== 'call') continue;
    const only = at === from + 1 ? segments[from] : undefined;
    const names = only?.kind === 'name' ? undefined : readNames(walk, segments.slice(from, at));
    from = at + 1;
    const nameSpan = spanOf(walk, only?.node ?? names?.last ?? calleeOf(segment.node));
    const name = only?.kind === 'name' ? only.name : (names?.path.at(-1) ?? '');
    const argumentsSpan = argumentsSpanOf(walk, segment.node);
    links.push({
      name,
      via: names && names.path.length > 1 ? names.path.slice(0, -1) : NONE,
      args: readArguments(reading, name, segment.node),
      form: isNewExpression(segment.node) ? 'new' : isCallExpression(segment.node) ? 'call' : 'tag',
      typeArguments: segment.node.typeArguments !== undefined,
      ...(segment.node.typeArguments ? { types: segment.node.typeArguments.map(type => readAnnotation(type)) } : {}),
      nameSpan,
      span: { start: span.start, end: segment.node.end - walk.start },
      argumentsSpan,
    });
  }
  call.links = links;
  call.ownAwaitBefore = walk.awaited;

  if (call.root.kind === 'ref' && call.root.root.kind === 'outer' && call.root.path.length === 0) {
    const hint = hintOfGlobal(call.root.root.name, links);
    if (hint) return opaque(walk, end, links[0]?.args.map(argument => argument.value) ?? [], hint);
  }
  return { kind: 'call', call: id, path: NONE, awaited: false, span };
}

/** Shared by all that have none: facts are never changed. */
const NONE: readonly never[] = [];

function readRoot(
  walk: Walk,
  node: ts.Expression,
  before: readonly Segment[],
  calledItself: boolean,
): CallChain['root'] {
  const { start, end } = spanOf(walk, node);
  const last = before.at(-1)?.node;
  const span: Span = { start, end: last ? Math.max(start, last.end - walk.start) : end };
  if (node.kind === SyntaxKind.ImportKeyword) {
    return { kind: 'ref', root: { kind: 'outer', name: 'import' }, path: [], span };
  }
  if (node.kind === NAME && before.length === 0) {
    const value = readName(walk, node as ts.Identifier, 'no');
    return value.kind === 'ref' ? value : { kind: 'other', value, span };
  }
  const isFunction = isArrowFunction(node) || isFunctionExpression(node);
  // A function that is called on the spot runs in the loops around it.
  const value = isFunction && calledItself ? readFunction(walk, node, { runsHere: true }) : readValue(walk, node);
  const names = readNames(walk, before);
  const extended = names.path.length === 0 ? value : extendPath(walk, value, names.path, names.keys, node);
  if (extended.kind === 'ref' || extended.kind === 'call') return { ...extended, span };
  return { kind: 'other', value: extended, span };
}

function calleeOf(node: Calling): ts.Expression {
  return isTaggedTemplateExpression(node) ? node.tag : node.expression;
}

function argumentsSpanOf(walk: Walk, node: Calling): Span {
  if (isTaggedTemplateExpression(node)) return spanOf(walk, node.template);
  const end = node.end - walk.start;
  // A list starts right after its opening parenthesis; `new Pool` has none.
  return { start: node.arguments ? Math.max(0, node.arguments.pos - 1 - walk.start) : end, end };
}
