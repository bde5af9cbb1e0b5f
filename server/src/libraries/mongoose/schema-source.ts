import type { CallChain, Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { Value } from '../../core/facts/values';
import type { DeclarationId, SourceContext } from '../../core/library';
import type { Span } from '../../core/text';
import { type LocatedValue, settle } from '../shared/located-value';
import { nestName, type SchemaClass, schemaClassOf } from './nest-schema';

/** `new Schema(definition, options)` where it stands, or a class of NestJS. */
export interface SchemaSource {
  readonly at: SourceContext;
  readonly unit: CodeFacts;
  /** The name it is bound to: what `schema.index(…)` in other places means. */
  readonly id?: DeclarationId;
  readonly definition?: LocatedValue;
  readonly described?: SchemaClass;
  readonly options?: LocatedValue;
  /** The calls on the new schema itself: `new Schema({…}).index({…})`. */
  readonly ownCalls: readonly Link[];
  readonly span: Span;
}

/** The schema that a value is, through names and modules; undefined for anything else. */
export function schemaOf(located: LocatedValue): SchemaSource | undefined {
  const { at, unit, value } = settle(located);
  const described = value.kind === 'ref' ? schemaClassOf({ at, unit, value }) : undefined;
  if (described) return { at, unit, ...ofClass(described), ownCalls: [], span: value.span };
  if (value.kind !== 'call' || value.path.length > 0) return undefined;
  const chain = unit.calls.find(({ id }) => id === value.call);
  const named = located.value.kind === 'ref' ? located.at.resolve(located.value) : undefined;
  const id = named?.kind === 'declared' && named.rest.length === 0 ? named.id : undefined;
  return chain && schemaOfChain(chain, at, unit, id);
}

export function schemaOfChain(
  chain: CallChain,
  at: SourceContext,
  unit: CodeFacts,
  id?: DeclarationId,
): SchemaSource | undefined {
  const [made, ...ownCalls] = chain.links;
  if (!made || made.form === 'tag') return undefined;
  const [first, second] = made.args.map(argument => argument.value);
  const locate = (value: Value): LocatedValue => ({ at, unit, value });
  const place = { at, unit, ...(id === undefined ? {} : { id }), ownCalls, span: made.nameSpan };
  // Mongoose takes `Schema(…)` for `new Schema(…)`.
  if (mongooseName(chain, made, at) === 'Schema') {
    return {
      ...place,
      ...(first ? { definition: locate(first) } : {}),
      ...(second ? { options: locate(second) } : {}),
    };
  }
  const called = first && calledValue(chain, made);
  const isFactory = called && nestName(called, at) === 'SchemaFactory.createForClass';
  const described = isFactory ? schemaClassOf(locate(first)) : undefined;
  return described && { ...place, ...ofClass(described) };
}

function ofClass(described: SchemaClass): Pick<SchemaSource, 'described' | 'options'> {
  return { described, ...(described.options ? { options: described.options } : {}) };
}

function calledValue({ root }: CallChain, link: Link): Value | undefined {
  if (root.kind !== 'ref') return undefined;
  return { ...root, path: [...root.path, ...link.via, ...(link.name === '' ? [] : [link.name])] };
}

/** The name under which Mongoose exports what the first link calls; `mongoose.Schema` and an imported `Schema` are one. */
export function mongooseName(chain: CallChain, link: Link, at: SourceContext): string | undefined {
  const called = calledValue(chain, link);
  const resolved = called && at.resolve(called);
  if (resolved?.kind !== 'package' || resolved.module !== 'mongoose') return undefined;
  const names = [resolved.name, ...resolved.rest];
  return (names[0] === 'default' ? names.slice(1) : names).join('.');
}
