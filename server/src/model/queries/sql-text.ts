import type { CallChain } from '../../core/facts/calls';
import type { BindingWrite } from '../../core/facts/code';
import type { SqlPiece, SqlTemplate } from '../../core/facts/sql-template';
import type { Run, Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';
import type { Span } from '../../core/text';
import type { Constants } from '../handles/constants';
import type { UnitPlace } from '../handles/entity';

/** Pieces together the SQL text that an expression stands for, folding constants of any module and local variables. */
export interface SqlText {
  template(at: UnitPlace, value: Value): SqlTemplate;
}

/** Text is folded no deeper than this: beyond it a value is a hole, which is always right. */
const MAX_DEPTH = 16;

export function createSqlText(constants: Constants, codeUnit: (at: UnitPlace) => CodeUnit | undefined): SqlText {
  function fold(at: UnitPlace, value: Value, hole: Span, depth: number): readonly SqlPiece[] {
    const unknown: readonly SqlPiece[] = [{ kind: 'hole', value, at: { ...at, span: hole } }];
    if (depth > MAX_DEPTH) return unknown;
    switch (value.kind) {
      case 'literal':
        return [textPiece(at, String(value.value), value.runs ?? [])];
      case 'template':
        return foldTemplate(at, value, depth);
      case 'choice':
        return [{ kind: 'choice', of: value.of.map(option => fold(at, option, hole, depth + 1)) }];
      case 'ref': {
        const local = value.root.kind === 'local' && value.path.length === 0 ? value.root.binding : undefined;
        const assembled = local === undefined ? undefined : foldAssembled(at, local, depth);
        if (assembled) return assembled;
        const constant = constants.locate(at, value);
        if (!constant || !isText(constant.value)) return unknown;
        const folded = fold(constant.at, constant.value, constant.value.span, depth + 1);
        // A hole inside a text built elsewhere keeps its own place; a constant that is no text at all is a value here.
        return folded;
      }
      case 'call':
        return foldCall(at, value, depth) ?? unknown;
      default:
        return unknown;
    }
  }

  function foldTemplate(at: UnitPlace, template: Value & { kind: 'template' }, depth: number): readonly SqlPiece[] {
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
        pieces.push(...fold(at, piece.value, piece.span, depth + 1));
        textBefore = '';
      }
    }
    return pieces;
  }

  /** `let q = 'select …'; if (x) q += ' where …'`: later assignments may or may not have run. */
  function foldAssembled(at: UnitPlace, id: string, depth: number): readonly SqlPiece[] | undefined {
    const binding = codeUnit(at)?.binding(id);
    if (!binding || binding.writes.length === 0 || binding.kind === 'parameter' || binding.loop !== undefined)
      return undefined;
    if (binding.path.length > 0) return undefined;
    let pieces: readonly SqlPiece[] = binding.value ? fold(at, binding.value, binding.value.span, depth + 1) : [];
    for (const write of binding.writes) pieces = foldWrite(at, pieces, write, depth);
    return pieces;
  }

  function foldWrite(
    at: UnitPlace,
    before: readonly SqlPiece[],
    write: BindingWrite,
    depth: number,
  ): readonly SqlPiece[] {
    const written = fold(at, write.value, write.value.span, depth + 1);
    if (write.operator === '=') return before.length === 0 ? written : [{ kind: 'choice', of: [before, written] }];
    if (write.loops.length > 0) return [...before, { kind: 'repeat', of: written, separator: '' }];
    return [...before, ...written];
  }

  function foldCall(at: UnitPlace, value: Value & { kind: 'call' }, depth: number): readonly SqlPiece[] | undefined {
    const unit = codeUnit(at);
    const chain = unit?.call(value.call);
    const last = chain?.links.at(-1);
    if (!unit || !chain || !last || value.path.length > 0) return undefined;
    if (last.name === 'join') return foldJoin(at, unit, chain, depth);
    if (
      chain.links.length === 1 &&
      last.args.length === 0 &&
      KEEPS_TEXT.has(last.name) &&
      chain.root.kind !== 'other'
    ) {
      const constant = constants.locate(at, chain.root);
      return constant && isText(constant.value) ? fold(constant.at, constant.value, value.span, depth + 1) : undefined;
    }
    return undefined;
  }

  /** `['a', 'b'].join(', ')` and `ids.map(() => '?').join(', ')`. */
  function foldJoin(at: UnitPlace, unit: CodeUnit, chain: CallChain, depth: number): readonly SqlPiece[] | undefined {
    const separator = chain.links.at(-1)?.args[0]?.value;
    if (separator && !(separator.kind === 'literal' && typeof separator.value === 'string')) return undefined;
    const text = separator ? String(separator.value) : ',';
    const before = chain.links.at(-2);
    if (before?.name === 'map' && before.args[0]?.value.kind === 'function') {
      const returned = unit.fn(before.args[0].value.function)?.returns;
      const only = returned?.length === 1 ? returned[0] : undefined;
      return only && isText(only)
        ? [{ kind: 'repeat', of: fold(at, only, only.span, depth + 1), separator: text }]
        : undefined;
    }
    if (chain.links.length !== 1) return undefined;
    const root = chain.root.kind === 'other' ? { at, value: chain.root.value } : constants.locate(at, chain.root);
    if (root?.value.kind !== 'array' || root.value.open) return undefined;
    return root.value.items.flatMap((item, i) => [
      ...(i === 0 ? [] : [textPiece(at, text, [])]),
      ...fold(root.at, item, item.span, depth + 1),
    ]);
  }

  return { template: (at, value) => ({ pieces: fold(at, value, value.span, 0) }) };
}

const KEEPS_TEXT = new Set(['trim', 'toString', 'toLowerCase', 'toUpperCase', 'trimEnd', 'trimStart', 'valueOf']);

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
