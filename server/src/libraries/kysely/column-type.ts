import type { ColumnFact } from '../../core/facts/schema';
import type { TypeAnnotation } from '../../core/facts/type-annotation';

/** What the type of a property says of its column: the type that is selected, and whether a row may be inserted without it. */
export function readColumnType(type: TypeAnnotation): Pick<ColumnFact, 'type' | 'nullable' | 'list' | 'hasDefault'> {
  if (type.kind === 'reference' && type.name.length === 1) {
    const [selected, inserted] = type.arguments;
    switch (type.name[0]) {
      case 'Generated':
      case 'GeneratedAlways':
        if (selected) return { ...readColumnType(selected), hasDefault: true };
        break;
      case 'ColumnType':
        if (selected) return { ...readColumnType(selected), hasDefault: inserted ? mayBeAbsent(inserted) : false };
        break;
      default:
    }
  }
  const parts = type.kind === 'union' ? type.of : [type];
  const values = parts.filter(part => !isNothing(part));
  const [only, more] = values;
  const list = only?.kind === 'array' && !more;
  return {
    type: list ? textOf(only.of) : values.map(textOf).join(' | '),
    nullable: values.length < parts.length,
    list,
    hasDefault: false,
  };
}

function isNothing(type: TypeAnnotation): boolean {
  return type.kind === 'primitive' && (type.name === 'null' || type.name === 'undefined');
}

/** `string | undefined` may be left out of an insert; `never` (GENERATED ALWAYS) must be. */
function mayBeAbsent(type: TypeAnnotation): boolean {
  const parts = type.kind === 'union' ? type.of : [type];
  return parts.some(part => (part.kind === 'primitive' && part.name === 'undefined') || part.kind === 'other');
}

function textOf(type: TypeAnnotation): string {
  switch (type.kind) {
    case 'primitive':
      return type.name === 'date' ? 'Date' : type.name;
    case 'literal':
      return JSON.stringify(type.value);
    case 'union':
      return type.of.map(textOf).join(' | ');
    case 'array':
      return `${textOf(type.of)}[]`;
    case 'reference':
      return type.name.join('.');
    case 'object':
      return 'object';
    case 'function':
    case 'handed':
    case 'other':
      return 'unknown';
  }
}
