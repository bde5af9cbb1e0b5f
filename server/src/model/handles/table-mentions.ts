import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { Value } from '../../core/facts/values';
import type { CallContext, ResolvedName, SourceContext, TableMention } from '../../core/library';
import type { CodeUnit } from '../../core/model';
import type { Entity, UnitPlace } from './entity';

/** What libraries are told about the names and values around a call. */
export interface Mentions {
  /** The table that a type argument names: `User` in `Repository<User>`, `typeof users`. */
  ofType(at: UnitPlace, type: TypeAnnotation): TableMention;
  callContext(at: UnitPlace): CallContext;
  /** For a call that stands nowhere: what `ReturnType<typeof createPool>` is. */
  readonly noContext: CallContext;
}

export function createMentions(dependencies: {
  sourceContext(at: UnitPlace): SourceContext;
  codeUnit(at: UnitPlace): CodeUnit | undefined;
  value(at: UnitPlace, value: Value): Entity | undefined;
}): Mentions {
  const { sourceContext, codeUnit } = dependencies;
  const contexts = new WeakMap<CodeUnit, CallContext>();

  function ofType(at: UnitPlace, type: TypeAnnotation): TableMention {
    if (type.kind !== 'reference') return NO_TABLE;
    const [name, ...path] = type.name;
    if (name === undefined) return NO_TABLE;
    const found = sourceContext(at).resolve({ kind: 'ref', root: { kind: 'outer', name }, path, span: NOWHERE });
    return found?.kind === 'declared' && found.rest.length === 0
      ? { kind: 'declared', id: found.id, name: found.name }
      : { kind: 'logical', name: type.name.at(-1) ?? name };
  }

  function callContext(at: UnitPlace): CallContext {
    const unit = codeUnit(at);
    if (!unit) return NO_CONTEXT;
    let context = contexts.get(unit);
    if (!context) {
      context = contextOf(at, unit);
      contexts.set(unit, context);
    }
    return context;
  }

  function contextOf(at: UnitPlace, unit: CodeUnit): CallContext {
    const source = sourceContext(at);
    return {
      unit,
      resolve: source.resolve,
      constant: source.constant,
      literal: source.literal,
      handle(value) {
        const entity = dependencies.value(at, value);
        return entity?.kind === 'handle' ? entity.shape : undefined;
      },
      declaration,
    };
  }

  function declaration(table: TableMention): ResolvedName | undefined {
    if (table.kind !== 'declared') return undefined;
    const uri = table.id.slice(0, table.id.lastIndexOf('#'));
    const name: Value = { kind: 'ref', root: { kind: 'outer', name: table.name }, path: [], span: NOWHERE };
    return sourceContext({ uri, unit: '' }).resolve(name);
  }

  return { ofType, callContext, noContext: NO_CONTEXT };
}

const NOWHERE = { start: 0, end: 0 };
/** A type that is no name: no table is called so. */
const NO_TABLE: TableMention = { kind: 'logical', name: '' };

const NO_UNIT: CodeUnit = {
  uri: '',
  unit: '',
  facts: {
    bindings: [],
    functions: [],
    classes: [],
    types: [],
    calls: [],
    loops: [],
    imports: [],
    exports: [],
    outerWrites: [],
  },
  call: () => undefined,
  loop: () => undefined,
  fn: () => undefined,
  binding: () => undefined,
  sources: () => [],
  addedTo: () => [],
};

const NO_CONTEXT: CallContext = {
  unit: NO_UNIT,
  resolve: () => undefined,
  constant: () => undefined,
  literal: () => undefined,
  handle: () => undefined,
  declaration: () => undefined,
};
