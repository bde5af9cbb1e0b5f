import type { SqlPiece, SqlTemplate } from '../../server/src/core/facts/sql-template';
import type { Value } from '../../server/src/core/facts/values';
import type { CodeUnit, Model } from '../../server/src/core/model';

/** A template as text: a hole is `{name}`, a choice `(a|b)`, a repetition `[a…]` with its separator after the ellipsis. */
export function describeTemplate(template: SqlTemplate, model: Model): string {
  const describe = (pieces: readonly SqlPiece[]): string => pieces.map(describePiece).join('');
  function describePiece(piece: SqlPiece): string {
    switch (piece.kind) {
      case 'text':
        return piece.cooked;
      case 'hole':
        return `{${nameOf(model.code(piece.at.uri, piece.at.unit), piece.value)}}`;
      case 'choice':
        return `(${piece.of.map(describe).join('|')})`;
      case 'repeat':
        return `[${describe(piece.of)}…${piece.separator}]`;
    }
  }
  return describe(template.pieces);
}

function nameOf(unit: CodeUnit | undefined, value: Value): string {
  if (value.kind === 'call') {
    const chain = unit?.call(value.call);
    return `${chain && chain.root.kind !== 'other' ? nameOf(unit, chain.root) : ''}${(chain?.links ?? []).map(({ name }) => (name === '' ? '()' : `.${name}()`)).join('')}`;
  }
  if (value.kind !== 'ref') return value.kind;
  const root =
    value.root.kind === 'local'
      ? unit?.binding(value.root.binding)?.name
      : value.root.kind === 'outer'
        ? value.root.name
        : value.root.kind;
  return [root, ...value.path].join('.');
}
