import type { ReferentialAction } from '../../core/facts/schema';
import type { Span } from '../../core/text';
import { literal, type Members, member, members, text } from '../migrations/evaluate';
import { type Attribute, attributesOf } from './attributes';
import type { ModelSource } from './model-source';
import { pluralize, underscore } from './names';

/** A model with what its associations add to it. */
export interface BuiltModel {
  readonly source: ModelSource;
  readonly options: Members | undefined;
  readonly tableName: string;
  readonly namesKnown: boolean;
  readonly schema?: string;
  readonly underscored: boolean;
  readonly complete: boolean;
  readonly columns: readonly BuiltColumn[];
  readonly primaryKey: readonly string[];
}

export interface BuiltColumn {
  readonly attribute: Attribute;
  readonly name: string;
  readonly reference?: KeyReference;
}

export interface KeyReference {
  readonly target: ModelSource;
  readonly key?: string;
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
}

/** What a model says itself. */
export function ownModel(source: ModelSource): BuiltModel {
  const options = members(source.options);
  const { naming } = source.scope.context;
  const flag = (key: string): boolean | undefined => {
    const value = literal(member(options, key));
    return typeof value === 'boolean' ? value : undefined;
  };
  const underscored = flag('underscored') ?? naming === 'snake';
  const given = text(member(options, 'tableName'));
  const plural = pluralize(source.name);
  const derived = flag('freezeTableName')
    ? source.name
    : underscored && plural !== undefined
      ? underscore(plural)
      : plural;
  const schemaGiven = source.schema ?? member(options, 'schema');
  const schema = text(schemaGiven);
  const attributes = attributesOf(source);
  const isOpen =
    (source.options !== undefined && (!options || options.open)) ||
    (given === undefined && naming === 'unknown') ||
    (schema === undefined && schemaGiven !== undefined && literal(schemaGiven) === undefined);
  const nameOf = (attribute: Attribute): string =>
    attribute.field ?? (underscored ? underscore(attribute.key) : attribute.key);
  // `updatedAt: false` takes back what a base class says.
  const list = attributes.list.filter(({ key }) => !TIMES.has(key) || literal(member(options, key)) !== false);
  const hasKey = list.some(({ primaryKey }) => primaryKey);
  if (!hasKey && !list.some(({ key }) => key === 'id')) list.unshift(numberedId(source.nameSpan));
  if (flag('timestamps') !== false) list.push(...timestamps(options, flag('paranoid') === true, list, source.nameSpan));
  return {
    source,
    options,
    tableName: given ?? derived ?? source.name,
    namesKnown: (given !== undefined || derived !== undefined) && !isOpen,
    ...(schema === undefined ? {} : { schema }),
    underscored,
    complete: attributes.complete && !isOpen,
    columns: list.map(attribute => ({ attribute, name: nameOf(attribute) })),
    primaryKey: list.filter(({ primaryKey }) => primaryKey).map(({ key }) => key),
  };
}

const TIMES: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'deletedAt']);

function plainAttribute(key: string, sql: string, span: Span): Attribute {
  return {
    key,
    type: { sql, array: false, name: sql },
    primaryKey: false,
    autoIncrement: false,
    autoIncrementIdentity: false,
    hasDefault: false,
    span,
  };
}

function numberedId(span: Span): Attribute {
  return { ...plainAttribute('id', 'INTEGER', span), primaryKey: true, autoIncrement: true, allowNull: false };
}

/** `createdAt`, `updatedAt`, and `deletedAt` of a paranoid model, unless they are renamed or switched off. */
function timestamps(
  options: Members | undefined,
  paranoid: boolean,
  own: readonly Attribute[],
  span: Span,
): readonly Attribute[] {
  const result: Attribute[] = [];
  for (const name of ['createdAt', 'updatedAt', ...(paranoid ? ['deletedAt'] : [])]) {
    const given = member(options, name);
    if (literal(given) === false) continue;
    const key = text(given) ?? name;
    if (own.some(attribute => attribute.key === key)) continue;
    const attribute = plainAttribute(key, 'TIMESTAMP WITH TIME ZONE', span);
    result.push(name === 'deletedAt' ? attribute : { ...attribute, allowNull: false });
  }
  return result;
}
