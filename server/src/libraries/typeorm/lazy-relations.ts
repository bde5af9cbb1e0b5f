import type { Link } from '../../core/facts/calls';
import type { FieldFact } from '../../core/facts/code';
import type { CallContext, HandleShape, LibraryCall } from '../../core/library';
import {
  type AppliedDecorator,
  type ClassSource,
  classNamed,
  createDecoratorReader,
  refTo,
} from '../shared/class-source';
import { flagOf, readOptions, resultOf } from '../shared/located-value';
import { unreadQuery } from '../shared/query-draft';
import { isTypeOrm } from './entity-index';
import { rowsOf } from './query-methods';
import { lineageOf } from './read-class';

/** `await user.posts`: the promise of a lazy relation asks the database when it is first read. */
export function readLazyRelation(
  { table: of }: HandleShape,
  link: Link,
  context: CallContext,
): LibraryCall | undefined {
  const owner = of && classNamed(context.declaration(of));
  if (!owner) return undefined;
  const reader = createDecoratorReader(isTypeOrm);
  for (const source of lineageOf(owner, reader).classes) {
    const field = source.fact.fields.find(({ name, static: isStatic }) => name === link.name && !isStatic);
    if (!field) continue;
    const { applied } = reader.read(source.at, source.unit, field.decorators);
    const relation = applied.find(({ name }) => TO_MANY.has(name) || TO_ONE.has(name));
    if (!relation || !isLazy(field, relation)) return undefined;
    const isMany = TO_MANY.has(relation.name);
    const target = targetOf(relation);
    const table = target && ({ kind: 'declared', id: target.id, name: target.fact.name } as const);
    const { name } = link;
    return {
      query: {
        ...unreadQuery(isMany ? 'find-many' : 'find-unique'),
        relation: name,
        label: `${name} of ${owner.fact.name}`,
        ...(table ? { table } : {}),
      },
      awaited: rowsOf({ table, rows: 'row' }, isMany ? 'rows' : 'row'),
    };
  }
  return undefined;
}

const TO_MANY: ReadonlySet<string> = new Set(['OneToMany', 'ManyToMany', 'TreeChildren']);
const TO_ONE: ReadonlySet<string> = new Set(['ManyToOne', 'OneToOne', 'TreeParent']);

/** TypeORM takes the type or the setting for it; what is `eager` comes with the row. */
function isLazy({ type }: FieldFact, { args }: AppliedDecorator): boolean {
  const options = args.slice(-1).map(readOptions);
  const says = (key: string) => options.some(one => flagOf(one.get(key)) === true);
  const isPromise = type?.kind === 'reference' && type.name.join('.') === 'Promise';
  return (isPromise || says('lazy')) && !says('eager');
}

/** `() => Post`, or the name of the class. */
function targetOf({ args: [target] }: AppliedDecorator): ClassSource | undefined {
  if (!target) return undefined;
  if (target.value.kind === 'literal' && typeof target.value.value === 'string') {
    return classNamed(target.at.resolve(refTo(target.value.value, target.value.span)));
  }
  const result = resultOf(target);
  return result && classNamed(result.at.resolve(result.value));
}
