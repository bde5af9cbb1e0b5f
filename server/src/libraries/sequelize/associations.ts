import type { ReferentialAction } from '../../core/facts/schema';
import type { Value } from '../../core/facts/values';
import { declarationId } from '../../core/library';
import { type Located, literal, type Members, member, members, type Scope, text } from '../migrations/evaluate';
import { actionsOf } from './attributes';
import { decoratedFields, exportedName, type ModelIndex, type ModelSource } from './model-source';

export interface Association {
  readonly kind: 'belongsTo' | 'hasMany' | 'hasOne' | 'belongsToMany';
  readonly source: ModelSource;
  /** Undefined: some model that cannot be told. */
  readonly target?: ModelSource;
  readonly options: Members | undefined;
  readonly as?: string;
  /** The name that `foreignKey` gives, for an attribute or `{ name, field, allowNull }`. */
  readonly foreignKey?: string;
  readonly foreignKeyField?: string;
  readonly foreignKeyAllowsNull?: boolean;
  /** `foreignKey` or `as` is there and cannot be read. */
  readonly unread: boolean;
  readonly constraints: boolean;
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
}

const KINDS: ReadonlySet<string> = new Set(['belongsTo', 'hasMany', 'hasOne', 'belongsToMany']);

const known = new WeakMap<ModelIndex, readonly Association[]>();

/** Every association of the schema, in the order of files: the first that adds a key says how it is. */
export function associationsOf(index: ModelIndex): readonly Association[] {
  let found = known.get(index);
  if (!found) {
    found = [...calledAssociations(index), ...decoratedAssociations(index)];
    known.set(index, found);
  }
  return found;
}

function calledAssociations(index: ModelIndex): readonly Association[] {
  return index.units.flatMap(({ at, unit }) => {
    const scope: Scope = { context: at, unit, bound: new Map() };
    return unit.calls.flatMap((chain): Association[] => {
      const [link] = chain.links;
      if (!link || !KINDS.has(link.name) || chain.root.kind !== 'ref') return [];
      const source = modelOf(chain.root, scope, index, chain.in);
      const given = link.args[0]?.value;
      if (!source || !given) return [];
      const target = modelOf(given, scope, index, chain.in);
      const options = link.args[1] && { value: link.args[1].value, scope };
      return [build(link.name as Association['kind'], source, target, options)];
    });
  });
}

function decoratedAssociations(index: ModelIndex): readonly Association[] {
  return index.models.flatMap(source =>
    decoratedFields(source).list.flatMap(({ field, scope }) =>
      field.decorators.flatMap((decorator): Association[] => {
        const name = exportedName(decorator, scope);
        const kind = name === undefined ? undefined : DECORATORS[name];
        const [given, second] = decorator.args;
        if (!kind || !given) return [];
        const target = modelOf(returned(given, scope) ?? given, scope, index, '');
        const foreignKey = text(second && { value: second, scope });
        const options: Located | undefined = second && { value: second, scope };
        const association = build(kind, source, target, options, field.name);
        const key = foreignKey ?? association.foreignKey ?? keyByDecorator(kind, source, target, index);
        return [{ ...association, ...(key === undefined ? {} : { foreignKey: key }) }];
      }),
    ),
  );
}

const DECORATORS: Readonly<Record<string, Association['kind']>> = {
  BelongsTo: 'belongsTo',
  HasMany: 'hasMany',
  HasOne: 'hasOne',
};

/** `() => Team`. */
function returned(value: Value, { unit }: Scope): Value | undefined {
  if (value.kind !== 'function') return undefined;
  return unit.functions.find(({ id }) => id === value.function)?.returns[0];
}

/** `@ForeignKey(() => Team) teamId`: the key an association without one goes by. */
function keyByDecorator(
  kind: Association['kind'],
  source: ModelSource,
  target: ModelSource | undefined,
  index: ModelIndex,
): string | undefined {
  const [holder, other] = kind === 'belongsTo' ? [source, target] : [target, source];
  const keys = (holder ? decoratedFields(holder).list : []).filter(({ field, scope }) =>
    field.decorators.some(decorator => {
      const [given] = decorator.args;
      if (!given || exportedName(decorator, scope) !== 'ForeignKey') return false;
      return modelOf(returned(given, scope) ?? given, scope, index, '') === other;
    }),
  );
  return keys[0]?.field.name;
}

function build(
  kind: Association['kind'],
  source: ModelSource,
  target: ModelSource | undefined,
  given: Located | undefined,
  alias?: string,
): Association {
  const plain = text(given);
  const options = plain === undefined ? members(given) : undefined;
  const key = member(options, 'foreignKey');
  const keyOptions = members(key);
  const foreignKey = plain ?? text(key) ?? text(member(keyOptions, 'name')) ?? text(member(keyOptions, 'fieldName'));
  const field = text(member(keyOptions, 'field'));
  const allowNull = literal(member(keyOptions, 'allowNull'));
  const as = text(member(options, 'as')) ?? alias;
  const unread =
    (key !== undefined && foreignKey === undefined && keyOptions === undefined) ||
    (member(options, 'as') !== undefined && as === undefined) ||
    (given !== undefined && plain === undefined && (!options || options.open));
  return {
    kind,
    source,
    ...(target ? { target } : {}),
    options,
    ...(as === undefined ? {} : { as }),
    ...(foreignKey === undefined ? {} : { foreignKey }),
    ...(field === undefined ? {} : { foreignKeyField: field }),
    ...(typeof allowNull === 'boolean' ? { foreignKeyAllowsNull: allowNull } : {}),
    unread,
    constraints: literal(member(options, 'constraints')) !== false,
    ...actionsOf(options),
  };
}

/** The model a value stands for: a class or constant, `models.User`, `this` in a static method. */
export function modelOf(value: Value, scope: Scope, index: ModelIndex, inFunction: string): ModelSource | undefined {
  if (value.kind === 'literal') return typeof value.value === 'string' ? index.byName(value.value) : undefined;
  if (value.kind === 'call') {
    // `sequelize.model('User')`.
    const last = scope.unit.calls.find(({ id }) => id === value.call)?.links.at(-1);
    const name = last?.name === 'model' ? text(last.args[0] && { value: last.args[0].value, scope }) : undefined;
    return name === undefined ? undefined : index.byName(name);
  }
  if (value.kind !== 'ref') return undefined;
  const { root } = value;
  if (root.kind === 'this') {
    const own = scope.unit.functions.find(({ id }) => id === inFunction)?.class;
    return own === undefined ? undefined : index.byId(declarationId(scope.context.uri, own));
  }
  const resolved = scope.context.resolve(value);
  if (resolved?.kind === 'declared' && resolved.rest.length === 0) {
    const model = index.byId(resolved.id);
    if (model) return model;
  }
  if (root.kind === 'local' && value.path.length === 0) {
    const binding = scope.unit.bindings.find(({ id }) => id === root.binding);
    const made = binding?.value?.kind === 'call' ? binding.value.call : undefined;
    const own = index.models.find(model => model.scope.unit === scope.unit && model.chain?.id === made);
    if (own && made !== undefined) return own;
    // `associate({ User })`: a pattern takes models by their names.
    const taken = binding?.path.at(-1);
    if (taken !== undefined) return index.byName(taken);
    return binding?.kind === 'class' ? index.byId(declarationId(scope.context.uri, binding.name)) : undefined;
  }
  const last = value.path.at(-1);
  return last === undefined || last === '[]' ? undefined : index.byName(last);
}
