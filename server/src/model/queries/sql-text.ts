import type { CallChain } from '../../core/facts/calls';
import type { Binding, BindingWrite } from '../../core/facts/code';
import type { SqlPiece, SqlTemplate } from '../../core/facts/sql-template';
import type { Ref, Run, Template, Value } from '../../core/facts/values';
import type { CodeUnit, LocatedValue } from '../../core/model';
import type { Span } from '../../core/text';
import type { Constants } from '../handles/constants';
import type { UnitPlace } from '../handles/entity';

/** Pieces together the SQL text that an expression stands for, folding constants of any module and local variables. */
export interface SqlText {
  template(at: UnitPlace, value: Value): SqlTemplate;
}

/** Text is folded no deeper than this: beyond it a value is a hole, which is always right. */
const MAX_DEPTH = 16;
/** A text of more pieces than this was made by code that doubles it; nobody reads it, and every piece of it costs. */
const MAX_PIECES = 2000;

/** One folding: what it may still add, and what the variables hold that are just being pieced together. */
interface Folding {
  readonly depth: number;
  readonly budget: { left: number };
  readonly assembled: ReadonlyMap<string, readonly SqlPiece[] | undefined>;
}

export function createSqlText(constants: Constants, codeUnit: (at: UnitPlace) => CodeUnit | undefined): SqlText {
  function fold(at: UnitPlace, value: Value, hole: Span, folding: Folding): readonly SqlPiece[] {
    const unknown: readonly SqlPiece[] = [{ kind: 'hole', value, at: { ...at, span: hole } }];
    folding.budget.left -= 1;
    if (folding.depth > MAX_DEPTH || folding.budget.left < 0) return unknown;
    const deeper = { ...folding, depth: folding.depth + 1 };
    switch (value.kind) {
      case 'literal':
        return [textPiece(at, String(value.value), value.runs ?? [])];
      case 'template':
        return foldTemplate(at, value, deeper);
      case 'choice':
        return [{ kind: 'choice', of: value.of.map(option => fold(at, option, hole, deeper)) }];
      case 'ref':
        return foldAssembled(at, value, deeper) ?? foldConstant(at, value, deeper) ?? unknown;
      case 'call':
        return foldCall(at, value, deeper) ?? unknown;
      default:
        return unknown;
    }
  }

  /** A hole inside a text built elsewhere keeps its own place; a constant that is no text at all is a value here. */
  function foldConstant(at: UnitPlace, ref: Ref, folding: Folding): readonly SqlPiece[] | undefined {
    const constant = constants.locate(at, ref);
    if (!constant || !isText(constant.value)) return undefined;
    return fold(constant.at, constant.value, constant.value.span, folding);
  }

  function foldTemplate(at: UnitPlace, template: Template, folding: Folding): readonly SqlPiece[] {
    const pieces: SqlPiece[] = [];
    let textBefore = '';
    for (const piece of template.pieces) {
      if (piece.kind === 'text') {
        pieces.push(textPiece(at, piece.cooked, piece.runs));
        textBefore = piece.cooked;
      } else if (textBefore.endsWith('$')) {
        // `$${i + 1}` writes a placeholder; whatever its number, it is one.
        pieces.push(textPiece(at, '1', []));
        textBefore = '';
      } else {
        pieces.push(...fold(at, piece.value, piece.span, folding));
        textBefore = '';
      }
    }
    return pieces;
  }

  /** `let q = 'select …'; if (x) q += ' where …'`: later assignments may or may not have run. */
  function foldAssembled(at: UnitPlace, ref: Ref, folding: Folding): readonly SqlPiece[] | undefined {
    if (ref.root.kind !== 'local' || ref.path.length > 0) return undefined;
    const binding = codeUnit(at)?.binding(ref.root.binding);
    if (!binding || !isAssembled(binding)) return undefined;
    const key = `${at.uri}\u0000${at.unit}\u0000${binding.id}`;
    // Inside its own assignments it is what it was before them.
    if (folding.assembled.has(key)) return soFar(folding, key);
    const holding = (before: readonly SqlPiece[] | undefined): Folding => ({
      ...folding,
      assembled: new Map(folding.assembled).set(key, before),
    });
    let pieces: readonly SqlPiece[] = binding.value
      ? fold(at, binding.value, binding.value.span, holding(undefined))
      : [];
    for (const write of binding.writes) pieces = foldWrite(at, binding, pieces, write, holding(pieces));
    return pieces;
  }

  function soFar({ assembled, budget }: Folding, key: string): readonly SqlPiece[] | undefined {
    const pieces = assembled.get(key);
    if (!pieces) return undefined;
    budget.left -= countPieces(pieces);
    return budget.left < 0 ? undefined : pieces;
  }

  function foldWrite(
    at: UnitPlace,
    binding: Binding,
    before: readonly SqlPiece[],
    write: BindingWrite,
    folding: Folding,
  ): readonly SqlPiece[] {
    const appended = write.operator === '+=' ? write.value : appendedTo(binding, write);
    if (!appended) {
      const written = fold(at, write.value, write.value.span, folding);
      return before.length === 0 ? written : [{ kind: 'choice', of: [before, written] }];
    }
    const written = fold(at, appended, appended.span, folding);
    return write.loops.length > 0
      ? [...before, { kind: 'repeat', of: written, separator: '' }]
      : [...before, ...written];
  }

  function foldCall(at: UnitPlace, value: Value & { kind: 'call' }, folding: Folding): readonly SqlPiece[] | undefined {
    const unit = codeUnit(at);
    const chain = unit?.call(value.call);
    const last = chain?.links.at(-1);
    if (!unit || !chain || !last || value.path.length > 0) return undefined;
    if (last.name === 'join') return foldJoin(at, unit, chain, folding);
    const keepsText = chain.links.length === 1 && last.args.length === 0 && KEEPS_TEXT.has(last.name);
    if (!keepsText || chain.root.kind === 'other') return undefined;
    const text = fold(at, chain.root, value.span, folding);
    // What is a value anyway stays the whole call: `id.toString()`.
    return text.length === 1 && text[0]?.kind === 'hole' ? undefined : text;
  }

  /** `['a', 'b'].join(', ')` and `ids.map(() => '?').join(', ')`. */
  function foldJoin(
    at: UnitPlace,
    unit: CodeUnit,
    chain: CallChain,
    folding: Folding,
  ): readonly SqlPiece[] | undefined {
    const separator = chain.links.at(-1)?.args[0]?.value;
    if (separator && !(separator.kind === 'literal' && typeof separator.value === 'string')) return undefined;
    const text = separator ? String(separator.value) : ',';
    if (chain.links.length > 1) return foldMapped(at, unit, chain, chain.links.length - 2, text, folding);
    const root = chain.root.kind === 'other' ? { at, value: chain.root.value } : constants.locate(at, chain.root);
    if (root?.value.kind === 'call' && root.value.path.length === 0) {
      const listUnit = codeUnit(root.at);
      const list = listUnit?.call(root.value.call);
      return listUnit && list && foldMapped(root.at, listUnit, list, list.links.length - 1, text, folding);
    }
    return root && !isChanged(unit, chain.root) ? foldItems(root, text, folding) : undefined;
  }

  /** The list that link `link` of a chain gives, when it maps each element to a text. */
  function foldMapped(
    at: UnitPlace,
    unit: CodeUnit,
    chain: CallChain,
    link: number,
    separator: string,
    folding: Folding,
  ): readonly SqlPiece[] | undefined {
    const { name, args } = chain.links[link] ?? { name: '', args: [] };
    const callback = args[0]?.value;
    if (name !== 'map' || callback?.kind !== 'function') return undefined;
    const returned = unit.fn(callback.function)?.returns;
    const only = returned?.length === 1 ? returned[0] : undefined;
    return only && isText(only) ? [{ kind: 'repeat', of: fold(at, only, only.span, folding), separator }] : undefined;
  }

  function foldItems(
    { at, value }: LocatedValue,
    separator: string,
    folding: Folding,
  ): readonly SqlPiece[] | undefined {
    // Nobody joins a list that stays empty: it is filled where it cannot be seen.
    if (value.kind !== 'array' || value.open || value.items.length === 0) return undefined;
    return value.items.flatMap((item, i) => [
      ...(i === 0 ? [] : [textPiece(at, separator, [])]),
      ...fold(at, item, item.span, folding),
    ]);
  }

  return {
    template: (at, value) => ({
      pieces: fold(at, value, value.span, { depth: 0, budget: { left: MAX_PIECES }, assembled: new Map() }),
    }),
  };
}

const KEEPS_TEXT = new Set(['trim', 'toString', 'toLowerCase', 'toUpperCase', 'trimEnd', 'trimStart', 'valueOf']);

function isAssembled(binding: Binding): boolean {
  return (
    binding.writes.length > 0 && binding.kind !== 'parameter' && binding.loop === undefined && binding.path.length === 0
  );
}

/** `q = q + ' where …'` adds to the text like `+=`: what it adds. */
function appendedTo(binding: Binding, { operator, value }: BindingWrite): Template | undefined {
  if (operator !== '=' || value.kind !== 'template') return undefined;
  const [first, ...rest] = value.pieces.filter(piece => piece.kind !== 'text' || piece.cooked !== '');
  if (first?.kind !== 'hole' || first.value.kind !== 'ref' || first.value.path.length > 0) return undefined;
  const { root } = first.value;
  return root.kind === 'local' && root.binding === binding.id ? { ...value, pieces: rest } : undefined;
}

const CHANGES = new Set(['push', 'unshift', 'splice', 'pop', 'shift', 'fill', 'sort', 'reverse']);

/** `where.push('a = 1')`: the list is not what its declaration says. */
function isChanged(unit: CodeUnit, list: CallChain['root']): boolean {
  if (list.kind !== 'ref') return false;
  const name = JSON.stringify([list.root, list.path]);
  return unit.facts.calls.some(
    ({ root, links }) =>
      root.kind === 'ref' && CHANGES.has(links[0]?.name ?? '') && JSON.stringify([root.root, root.path]) === name,
  );
}

function isText(value: Value): boolean {
  if (value.kind === 'choice') return value.of.every(option => isText(option));
  return (
    value.kind === 'template' ||
    value.kind === 'call' ||
    value.kind === 'ref' ||
    (value.kind === 'literal' && value.value !== null)
  );
}

function textPiece(at: UnitPlace, cooked: string, runs: readonly Run[]): SqlPiece {
  return { kind: 'text', cooked, map: runs.map(run => ({ ...run, uri: at.uri, unit: at.unit })) };
}

function countPieces(pieces: readonly SqlPiece[]): number {
  let count = 0;
  for (const piece of pieces) {
    count += 1;
    if (piece.kind === 'choice') for (const option of piece.of) count += countPieces(option);
    else if (piece.kind === 'repeat') count += countPieces(piece.of);
  }
  return count;
}
