import type { CallChain, Link } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SourceContext } from '../../core/library';
import type { Span } from '../../core/text';
import {
  itemsOf,
  type LocatedValue,
  type Options,
  readOptions,
  resultOf,
  settle,
  textOf,
} from '../shared/located-value';
import { classNameOf, nestName } from './nest-schema';
import { mongooseName, type SchemaSource, schemaOf } from './schema-source';

/** `model('User', userSchema, 'people')` */
export interface ModelCall {
  readonly name: string;
  readonly collection?: string;
  readonly schema: SchemaSource;
  /** Those that are said along with it. */
  readonly kinds: readonly Kind[];
  readonly span: Span;
}

/** A discriminator: documents of the model's collection that have more paths. Without a schema it cannot be read. */
export interface Kind {
  readonly name: string;
  /** What tells its documents from others. */
  readonly value?: string;
  readonly schema?: SchemaSource;
}

/** Also of a connection (`connection.model(…)`): what is given a name and a schema there is a model. */
export function modelCallsIn(at: SourceContext, unit: CodeFacts): readonly ModelCall[] {
  return unit.calls.flatMap(chain =>
    chain.links.flatMap((link, i): readonly ModelCall[] => {
      if (/^forFeature(?:Async)?$/.test(link.name)) return featuresOf(chain, link, at, unit);
      const isModel =
        link.name === 'model' || (i === 0 && link.name === '' && mongooseName(chain, link, at) === 'model');
      const [first, second, third] = link.args.map(({ value }): LocatedValue => ({ at, unit, value }));
      const name = isModel && first ? nameOf(first) : undefined;
      const schema = name !== undefined && second ? schemaOf(second) : undefined;
      return name === undefined || !schema ? [] : [modelOf(name, schema, textOf(third), [], link.argumentsSpan)];
    }),
  );
}

function modelOf(
  name: string,
  schema: SchemaSource,
  given: string | undefined,
  kinds: readonly Kind[],
  span: Span,
): ModelCall {
  const collection = given ?? textOf(readOptions(schema.options).get('collection'));
  return { name, ...(collection === undefined ? {} : { collection }), schema, kinds, span };
}

/** A text, or `User.name`. */
function nameOf(located: LocatedValue): string | undefined {
  return textOf(located) ?? classNameOf(located);
}

/** `MongooseModule.forFeature([{ name: User.name, schema: UserSchema, discriminators: […] }])`. */
function featuresOf(chain: CallChain, link: Link, at: SourceContext, unit: CodeFacts): readonly ModelCall[] {
  if (chain.root.kind !== 'ref' || nestName(chain.root, at) !== 'MongooseModule') return [];
  const list = link.args[0] && { at, unit, value: link.args[0].value };
  return (itemsOf(list) ?? []).flatMap((item): readonly ModelCall[] => {
    const options = readOptions(item);
    const name = options.get('name');
    const known = name && nameOf(name);
    const schema = featureSchema(options);
    if (known === undefined || !schema) return [];
    const given = options.get('discriminators');
    const kinds = (given ? (itemsOf(given) ?? []) : []).flatMap(one => kindOf(readOptions(one)) ?? []);
    return [modelOf(known, schema, textOf(options.get('collection')), kinds, link.argumentsSpan)];
  });
}

/** `schema: UserSchema`, or `useFactory: () => UserSchema`. */
function featureSchema(options: Options): SchemaSource | undefined {
  const factory = options.get('useFactory');
  const given = options.get('schema') ?? (factory && resultOf(settle(factory)));
  return given && schemaOf(given);
}

function kindOf(options: Options): Kind | undefined {
  const given = options.get('name');
  const name = given && nameOf(given);
  const schema = featureSchema(options);
  const value = textOf(options.get('value'));
  return name === undefined
    ? undefined
    : { name, ...(value === undefined ? {} : { value }), ...(schema ? { schema } : {}) };
}

/** `Event.discriminator('Click', clickSchema)`; `of` is absent where the model cannot be told. */
export function kindCallsIn(
  at: SourceContext,
  unit: CodeFacts,
): readonly { readonly kind: Kind; readonly of?: string }[] {
  return unit.calls.flatMap(chain =>
    chain.links.flatMap((link, i) => {
      const [first, second, third] = link.args.map(({ value }): LocatedValue => ({ at, unit, value }));
      const name = link.name === 'discriminator' && first ? nameOf(first) : undefined;
      // `schema.path('events').discriminator(…)` changes the schema.
      const isOfPath = chain.links.slice(0, i).some(before => before.name === 'path');
      if (name === undefined || !second || isOfPath) return [];
      const schema = schemaOf(second);
      const value = textOf(third) ?? textOf(third && readOptions(third).get('value'));
      const of = modelBefore(chain, i, at, unit);
      const kind = { name, ...(value === undefined ? {} : { value }), ...(schema ? { schema } : {}) };
      return [{ kind, ...(of === undefined ? {} : { of }) }];
    }),
  );
}

/** The model that a link is called on: `Event`, `connection.model('Event')`. */
function modelBefore(chain: CallChain, position: number, at: SourceContext, unit: CodeFacts): string | undefined {
  const before = chain.links.slice(0, position).findLast(({ name }) => name === 'model' || name === '');
  const named = before?.args[0]?.value;
  if (named) return nameOf({ at, unit, value: named });
  const { root } = chain;
  const [link] = chain.links;
  if (position > 0 || root.kind !== 'ref' || !link) return undefined;
  const made = settle({ at, unit, value: { ...root, path: [...root.path, ...link.via] } });
  const call = made.value.kind === 'call' && made.value.path.length === 0 ? made.value.call : undefined;
  const maker = made.unit.calls.find(({ id }) => id === call);
  return maker && modelBefore(maker, maker.links.length, made.at, made.unit);
}
