import type { ClassFact, CodeFacts, FieldFact } from '../../core/facts/code';
import type { Value } from '../../core/facts/values';
import type { SourceContext } from '../../core/library';
import {
  type ClassSource,
  classNamed,
  createDecoratorReader,
  type DecoratorReader,
  refTo,
} from '../shared/class-source';
import { type LocatedValue, resultOf } from '../shared/located-value';
import { reflectedType } from '../shared/reflected-type';

/** A class of NestJS whose decorators describe documents: `@Schema() class User { @Prop() name: string }`. */
export interface SchemaClass {
  readonly properties: readonly SchemaProperty[];
  /** What `@Schema` is given. */
  readonly options?: LocatedValue;
  /** False where a base class or a decorator cannot be followed. */
  readonly complete: boolean;
}

export interface SchemaProperty {
  readonly at: SourceContext;
  readonly unit: CodeFacts;
  readonly field: FieldFact;
  /** What `@Prop` is given. */
  readonly given?: LocatedValue;
  /** What the compiler's metadata say of the type; a class is given by its name. */
  readonly reflected?: LocatedValue;
}

const PACKAGE = '@nestjs/mongoose';

/** Deeper than people inherit. */
const DEEPEST = 8;

/** The class that a value names, where it describes documents. */
export function schemaClassOf({ at, value }: LocatedValue): SchemaClass | undefined {
  const source = classNamed(at.resolve(value));
  return source && readClass(source, createDecoratorReader(isNest), 0);
}

function isNest(module: string): boolean {
  return module === PACKAGE;
}

/** The name that the package exports, of what is called or given. */
export function nestName(value: Value, at: SourceContext): string | undefined {
  const resolved = at.resolve(value);
  return resolved?.kind === 'package' && isNest(resolved.module)
    ? [resolved.name, ...resolved.rest].join('.')
    : undefined;
}

function readClass({ at, unit, fact }: ClassSource, reader: DecoratorReader, depth: number): SchemaClass | undefined {
  const head = reader.read(at, unit, fact.decorators);
  const schema = head.applied.find(({ name }) => name === 'Schema');
  const base = readBase(at, fact, reader, depth);
  // A class without the decorator is no schema, and passes on what it inherits.
  if (!schema) return depth > 0 ? base : undefined;
  const own: SchemaProperty[] = [];
  let complete = head.complete && base.complete;
  for (const field of fact.fields) {
    if (field.static || field.decorators.length === 0) continue;
    const { applied, complete: known } = reader.read(at, unit, field.decorators);
    if (!known) complete = false;
    const prop = applied.find(({ name }) => name === 'Prop');
    if (!prop) continue;
    const [given] = prop.args;
    const reflected = reflectedValue(field, at);
    own.push({
      at,
      unit,
      field,
      ...(given ? { given } : {}),
      ...(reflected ? { reflected: { at, unit, value: reflected } } : {}),
    });
  }
  const names = new Set(own.map(({ field }) => field.name));
  const [options] = schema.args;
  return {
    properties: [...base.properties.filter(({ field }) => !names.has(field.name)), ...own],
    ...(options ? { options } : {}),
    complete,
  };
}

function readBase(at: SourceContext, fact: ClassFact, reader: DecoratorReader, depth: number): SchemaClass {
  const none = (complete: boolean): SchemaClass => ({ properties: [], complete });
  if (fact.extendsOther || depth > DEEPEST) return none(false);
  if (!fact.extends) return none(true);
  const resolved = at.resolve(fact.extends);
  // `extends Document` brings no paths.
  if (resolved?.kind === 'package') return none(true);
  const base = classNamed(resolved);
  return (base && readClass(base, reader, depth + 1)) ?? none(false);
}

/** `string` → `String`, `Address` → `Address`, `string[]` → a list of anything. */
function reflectedValue(field: FieldFact, at: SourceContext): Value | undefined {
  const { type, span } = field;
  if (type?.kind === 'array') return { kind: 'array', items: [], open: false, span };
  const name = reflectedType(field, at) ?? (type?.kind === 'reference' ? type.name[0] : undefined);
  return name === undefined ? undefined : refTo(name, span);
}

/** `User.name`: the text that a class is called. */
export function classNameOf({ at, value }: LocatedValue): string | undefined {
  if (value.kind !== 'ref' || value.path.at(-1) !== 'name') return undefined;
  return classNamed(at.resolve({ ...value, path: value.path.slice(0, -1) }))?.fact.name;
}

/** `type: () => User` is given to put off the look at the class. */
export function typeOf(type: LocatedValue): LocatedValue {
  return resultOf(type) ?? type;
}
