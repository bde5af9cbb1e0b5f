import type { Loop } from '../../core/facts/calls';
import type { Binding } from '../../core/facts/code';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { CallRef, Opaque, Ref, Value } from '../../core/facts/values';
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
  /** Every value and type is looked at once, or code that is made of itself would take forever. */
  const seen = new Set<Value | string>();
  let kinds = new Set<ValueKind>();

  function addValue(place: UnitPlace, current: Value): void {
    if (seen.has(current)) return;
    seen.add(current);
    switch (current.kind) {
      case 'literal':
        if (current.value !== null) kinds.add(literalKind(current.value));
        return;
      case 'template':
        kinds.add('string');
        return;
      case 'choice':
        for (const option of current.of) addValue(place, option);
        return;
      case 'opaque':
        addOpaque(place, current);
        return;
      case 'call':
        kinds.add(ofCall(place, current));
        return;
      case 'ref':
        addRef(place, current);
        return;
      default:
        kinds.add('unknown');
    }
  }

  /** `limit + 1`: a sum of numbers is one, and of anything else it is unknown. */
  function addOpaque(place: UnitPlace, { hint, uses }: Opaque): void {
    const parts = hint === undefined ? uses.map(use => joinKinds(kindsOf(() => addValue(place, use)))) : [];
    kinds.add(hint ?? (parts.length > 0 && parts.every(part => part === 'number') ? 'number' : 'unknown'));
  }

  function addRef(place: UnitPlace, ref: Ref): void {
    const unit = deps.codeUnit(place);
    const binding = ref.root.kind === 'local' ? unit?.binding(ref.root.binding) : undefined;
    const constant = deps.constants.locate(place, ref);
    if (constant && isKnown(constant.value)) {
      const found = kindsOf(() => addValue(constant.at, constant.value));
      // What the value does not tell, its annotation may.
      if (!binding?.type || joinKinds(found) !== 'unknown') {
        for (const kind of found) kinds.add(kind);
        return;
      }
    }
    const path = [...(binding?.path ?? []), ...ref.path];
    const loop = binding?.loop === undefined ? undefined : unit?.loop(binding.loop);
    if (binding?.type) addType(place, binding.type, path);
    else if (loop?.form === 'for' && path.length === 0) kinds.add('number');
    else if (binding && loop?.iterable.kind === 'ref' && isElement(binding, loop)) {
      addRef(place, { ...loop.iterable, path: [...loop.iterable.path, '[]', ...path] });
    } else if (!binding?.value) kinds.add('unknown');
    else if (path.length === 0) {
      for (const held of [binding.value, ...binding.writes.map(write => write.value)]) addValue(place, held);
    } else addMember(place, binding, path);
  }

  /** `const { limit } = page`. */
  function addMember(place: UnitPlace, { value: of, writes }: Binding, path: readonly string[]): void {
    if (of?.kind === 'ref' && writes.length === 0 && of.path.length + path.length <= MAX_PATH) {
      addRef(place, { ...of, path: [...of.path, ...path] });
    } else kinds.add('unknown');
  }

  function kindsOf(add: () => void): ReadonlySet<ValueKind> {
    const before = kinds;
    kinds = new Set();
    add();
    const found = kinds;
    kinds = before;
    return found;
  }

  function ofCall(place: UnitPlace, ref: CallRef): ValueKind {
    const chain = deps.codeUnit(place)?.call(ref.call);
    const last = chain?.links.at(-1);
    if (!chain || !last || ref.path.length > 0) return 'unknown';
    if (last.name !== '') return METHODS.get(last.name) ?? 'unknown';
    return chain.root.kind === 'ref' && chain.root.root.kind === 'outer' && chain.root.path.length === 0
      ? (FUNCTIONS.get(chain.root.root.name) ?? 'unknown')
      : 'unknown';
  }

  function addType(place: UnitPlace, type: TypeAnnotation, path: readonly string[]): void {
    const [head, ...rest] = path;
    if (type.kind === 'union') {
      for (const part of type.of) addType(place, part, path);
    } else if (type.kind === 'primitive') {
      // Nothing is spliced in as one fixed word.
      if (type.name === 'null' || type.name === 'undefined') return;
      if (path.length > 0) kinds.add('unknown');
      else kinds.add(type.name === 'bigint' ? 'number' : type.name);
    } else if (type.kind === 'literal' && path.length === 0) {
      kinds.add(literalKind(type.value));
    } else if (type.kind === 'array' && head !== undefined && /^(?:\[\]|\d+)$/.test(head)) {
      addType(place, type.of, rest);
    } else if (type.kind === 'object') {
      const member = type.members.find(({ name }) => name === head);
      if (member) addType(place, member.type, rest);
      else kinds.add('unknown');
    } else if (type.kind === 'reference' && head === '[]' && LISTS.has(type.name.join('.')) && type.arguments[0]) {
      addType(place, type.arguments[0], rest);
    } else if (type.kind === 'reference') addNamedType(place, type, path);
    else kinds.add('unknown');
  }

  function addNamedType(place: UnitPlace, type: TypeAnnotation, path: readonly string[]): void {
    const named = deps.resolver.typeOf(place, type);
    const key = named && `${named.at.uri}\u0000${named.at.unit}\u0000${named.name}\u0000${path.join('.')}`;
    if (key !== undefined && seen.has(key)) return;
    if (key !== undefined) seen.add(key);
    if (named?.enumeration && path.length === 0) kinds.add('enumeration');
    else if (named?.definition) addType(named.at, named.definition, path);
    else kinds.add('unknown');
  }

  addValue(at, value);
  return joinKinds(kinds);
}

/** The loop's element itself, and not its index or key. */
function isElement(binding: Binding, loop: Loop): boolean {
  return (
    loop.form === 'for-of' || (loop.form === 'callback' && binding.parameter?.index === 0 && loop.method !== 'reduce')
  );
}

const LISTS = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Iterable']);

/** Nobody destructures deeper; `let a = b.x; let b = a.x` would go on forever. */
const MAX_PATH = 8;

/** What one of the values may be; a literal with the type it has. */
type ValueKind = Exclude<ValueType, 'literals'> | 'enumeration' | `literal ${'number' | 'boolean' | 'string'}`;

function literalKind(value: string | number | boolean): ValueKind {
  return `literal ${typeof value as 'number' | 'boolean' | 'string'}`;
}

/** An object or a list says nothing of what is read from it by a type. */
function isKnown(value: Value): boolean {
  return ['literal', 'template', 'choice', 'opaque', 'call'].includes(value.kind);
}

/** The kind that all agree on: `Number(text) || 10` is a number. */
function joinKinds(kinds: ReadonlySet<ValueKind>): ValueType {
  const written = [...kinds].filter(kind => kind === 'enumeration' || kind.startsWith('literal '));
  if (kinds.size === 0) return 'unknown';
  if (written.length === kinds.size) return 'literals';
  const joined = new Set([...kinds].map(kind => kind.replace('literal ', '')));
  const [only] = joined;
  return joined.size === 1 && only !== undefined && isValueType(only) ? only : 'unknown';
}

function isValueType(kind: string): kind is ValueType {
  return kind === 'number' || kind === 'boolean' || kind === 'date' || kind === 'string';
}

const FUNCTIONS: ReadonlyMap<string, ValueKind> = new Map([
  ['Number', 'number'],
  ['parseInt', 'number'],
  ['parseFloat', 'number'],
  ['BigInt', 'number'],
  ['Boolean', 'boolean'],
]);

const METHODS: ReadonlyMap<string, ValueKind> = new Map([
  ['parseInt', 'number'],
  ['parseFloat', 'number'],
  ['toISOString', 'date'],
  ['getTime', 'number'],
  ['now', 'number'],
  ['floor', 'number'],
  ['ceil', 'number'],
  ['round', 'number'],
  ['min', 'number'],
  ['max', 'number'],
  ['abs', 'number'],
  ['toFixed', 'number'],
  ['indexOf', 'number'],
]);
