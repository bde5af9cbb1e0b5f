import type { FieldFact } from '../../core/facts/code';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { SourceContext } from '../../core/library';
import { refTo } from './class-source';

/** What the compiler's metadata say of a property's type at run time; a constructor's name, or undefined for an object. */
export function reflectedType(field: FieldFact, at: SourceContext): string | undefined {
  return field.type && constructorOf(field.type, at, field);
}

function constructorOf(type: TypeAnnotation, at: SourceContext, field: FieldFact): string | undefined {
  switch (type.kind) {
    case 'primitive':
      return PRIMITIVES[type.name];
    case 'literal':
      return PRIMITIVES[typeof type.value];
    case 'union': {
      const parts = type.of.filter(part => !(part.kind === 'primitive' && EMPTY.has(part.name)));
      const names = new Set(parts.map(part => constructorOf(part, at, field)));
      return names.size === 1 ? [...names][0] : undefined;
    }
    case 'reference':
      return type.name[0] === undefined ? undefined : enumConstructor(type.name[0], type.name.slice(1), at, field);
    default:
      return undefined;
  }
}

const EMPTY: ReadonlySet<string> = new Set(['null', 'undefined']);

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
  date: 'Date',
};

function enumConstructor(
  name: string,
  path: readonly string[],
  at: SourceContext,
  field: FieldFact,
): string | undefined {
  const resolved = at.resolve(refTo(name, field.span, path));
  if (resolved?.kind !== 'declared' || resolved.rest.length > 0) return undefined;
  const binding = resolved.unit.bindings.find(({ id }) => id === resolved.name);
  if (binding?.kind !== 'enum' || binding.value?.kind !== 'object') return undefined;
  const kinds = new Set(binding.value.entries.map(({ value }) => (value.kind === 'literal' ? typeof value.value : '')));
  const [kind, more] = kinds;
  if (more !== undefined || binding.value.entries.length === 0) return undefined;
  return kind === 'string' || kind === 'number' ? PRIMITIVES[kind] : undefined;
}
