import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { CallRef, Ref, Value } from '../../core/facts/values';
import type { CodeUnit, ValueType } from '../../core/model';
import type { Constants } from '../handles/constants';
import type { UnitPlace } from '../handles/entity';
import type { Resolver } from '../handles/resolver';

/** What kind of value an expression has, from annotations, literals and well-known functions; no type checker. */
export function valueTypeOf(
  at: UnitPlace,
  value: Value,
  deps: {
    readonly constants: Constants;
    readonly resolver: Resolver;
    readonly codeUnit: (at: UnitPlace) => CodeUnit | undefined;
  },
): ValueType {
  const seen = new Set<Value | TypeAnnotation>();

  function ofValue(place: UnitPlace, current: Value): ValueType {
    if (seen.has(current)) return 'unknown';
    seen.add(current);
    switch (current.kind) {
      case 'literal':
        return 'literals';
      case 'template':
        return 'string';
      case 'choice':
        return merge(current.of.map(option => ofValue(place, option)));
      case 'opaque':
        return current.hint ?? 'unknown';
      case 'call':
        return ofCall(place, current);
      case 'ref':
        return ofRef(place, current);
      default:
        return 'unknown';
    }
  }

  function ofRef(place: UnitPlace, ref: Ref): ValueType {
    const constant = deps.constants.locate(place, ref);
    if (constant && constant.value.kind !== 'ref') {
      const found = ofValue(constant.at, constant.value);
      if (found !== 'unknown') return found;
    }
    const binding = ref.root.kind === 'local' ? deps.codeUnit(place)?.binding(ref.root.binding) : undefined;
    if (!binding) return 'unknown';
    if (binding.type) return ofType(place, binding.type, [...binding.path, ...ref.path]);
    const loop = binding.loop === undefined ? undefined : deps.codeUnit(place)?.loop(binding.loop);
    if (loop?.form === 'for' && ref.path.length === 0) return 'number';
    if (binding.path.length > 0 || ref.path.length > 0 || !binding.value) return 'unknown';
    return merge([ofValue(place, binding.value), ...binding.writes.map(write => ofValue(place, write.value))]);
  }

  function ofCall(place: UnitPlace, ref: CallRef): ValueType {
    const chain = deps.codeUnit(place)?.call(ref.call);
    const last = chain?.links.at(-1);
    if (!chain || !last || ref.path.length > 0) return 'unknown';
    if (last.name !== '') return METHODS[last.name] ?? 'unknown';
    return chain.root.kind === 'ref' && chain.root.root.kind === 'outer' && chain.root.path.length === 0
      ? (FUNCTIONS[chain.root.root.name] ?? 'unknown')
      : 'unknown';
  }

  function ofType(place: UnitPlace, type: TypeAnnotation, path: readonly string[]): ValueType {
    if (seen.has(type)) return 'unknown';
    seen.add(type);
    const [head, ...rest] = path;
    switch (type.kind) {
      case 'primitive':
        return path.length > 0 ? 'unknown' : primitiveType(type.name);
      case 'literal':
        return path.length > 0 ? 'unknown' : 'literals';
      case 'union': {
        const parts = type.of.filter(
          part => !(part.kind === 'primitive' && (part.name === 'null' || part.name === 'undefined')),
        );
        return merge(parts.map(part => ofType(place, part, path)));
      }
      case 'object': {
        const member = type.members.find(({ name }) => name === head);
        return member ? ofType(place, member.type, rest) : 'unknown';
      }
      case 'array':
        return head === '[]' ? ofType(place, type.of, rest) : 'unknown';
      case 'reference': {
        const named = deps.resolver.typeOf(place, type);
        if (!named) return 'unknown';
        if (named.enumeration) return path.length > 0 ? 'unknown' : 'literals';
        return named.definition ? ofType(named.at, named.definition, path) : 'unknown';
      }
      case 'other':
        return 'unknown';
    }
  }

  return ofValue(at, value);
}

const FUNCTIONS: Readonly<Record<string, ValueType>> = {
  Number: 'number',
  parseInt: 'number',
  parseFloat: 'number',
  BigInt: 'number',
  Boolean: 'boolean',
};

const METHODS: Readonly<Record<string, ValueType>> = {
  parseInt: 'number',
  parseFloat: 'number',
  toISOString: 'date',
  getTime: 'number',
  now: 'number',
  floor: 'number',
  ceil: 'number',
  round: 'number',
  min: 'number',
  max: 'number',
  abs: 'number',
  toFixed: 'number',
  indexOf: 'number',
};

function primitiveType(name: (TypeAnnotation & { kind: 'primitive' })['name']): ValueType {
  if (name === 'bigint') return 'number';
  return name === 'null' || name === 'undefined' ? 'literals' : name;
}

/** The kind that all agree on. */
function merge(types: readonly ValueType[]): ValueType {
  const [first, ...others] = types;
  return first !== undefined && others.every(other => other === first) ? first : 'unknown';
}
