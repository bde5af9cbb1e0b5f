import type { ClassFact, FieldFact } from '../../core/facts/code';
import type { Span } from '../../core/text';
import { type AppliedDecorator, type ClassSource, classNamed, type DecoratorReader } from '../shared/class-source';
import { flagOf, type LocatedValue, literalOf, readOptions, resultOf, settle, textOf } from '../shared/located-value';
import { reflectedType } from '../shared/reflected-type';
import type { ColumnPart, EmbeddedPart, EntityParts, ForeignKeyPart, IndexPart, RelationPart } from './entity-parts';
import { joinParts } from './join-parts';
import { type ColumnMode, columnArguments, generationOf, readColumnSpec } from './read-column';
import { readDecoratedRelation, readDiscriminator, readForeignKey, treeOf } from './read-decorated';
import { readIndexDecorator } from './read-index';

/** Nobody writes deeper class hierarchies. */
const MAX_ANCESTORS = 16;

const OWN_COLUMN_MODES: Readonly<Record<string, ColumnMode>> = {
  CreateDateColumn: 'create-date',
  UpdateDateColumn: 'update-date',
  DeleteDateColumn: 'delete-date',
  VersionColumn: 'version',
  TreeLevelColumn: 'tree-level',
  ViewColumn: 'regular',
};

const RELATIONS: Readonly<Record<string, RelationPart['kind']>> = {
  ManyToOne: 'many-to-one',
  OneToOne: 'one-to-one',
  OneToMany: 'one-to-many',
  ManyToMany: 'many-to-many',
  TreeParent: 'many-to-one',
  TreeChildren: 'one-to-many',
};

/** What a class says with its decorators, and what it inherits; `spanAt` places the parts in the unit of the entity. */
export function readClassParts(source: ClassSource, reader: DecoratorReader): EntityParts {
  const lineage = lineageOf(source, reader);
  // Base classes are evaluated first, so theirs are the first properties in TypeORM's storage.
  const parts = [...lineage.classes]
    .reverse()
    .map(one => readOwnParts(one, reader, one === source ? undefined : inheritanceSpan(source.fact)));
  return joinParts(parts, lineage.complete);
}

/** The class and those it extends. */
export function lineageOf(
  source: ClassSource,
  reader: DecoratorReader,
): { readonly classes: readonly ClassSource[]; readonly complete: boolean } {
  const classes: ClassSource[] = [];
  let current: ClassSource | undefined = source;
  while (current && classes.length < MAX_ANCESTORS) {
    classes.push(current);
    if (current.fact.extendsOther) return { classes, complete: false };
    if (!current.fact.extends) return { classes, complete: true };
    const base: ClassSource | undefined = classNamed(current.at.resolve(current.fact.extends));
    // The library's own `BaseEntity` has methods alone.
    if (!base) return { classes, complete: reader.exported(current.at, current.fact.extends) !== undefined };
    current = base;
  }
  return { classes, complete: false };
}

/** Where what a class inherits is shown: a place of another unit cannot be. */
function inheritanceSpan(fact: ClassFact): Span {
  return fact.extends?.span ?? fact.nameSpan ?? fact.span;
}

/** What stands in one class alone. */
export function readOwnParts(source: ClassSource, reader: DecoratorReader, shownAt: Span | undefined): EntityParts {
  const { at, unit, fact } = source;
  const columns: ColumnPart[] = [];
  const embedded: EmbeddedPart[] = [];
  const relations: RelationPart[] = [];
  const indexes: IndexPart[] = [];
  const foreignKeys: ForeignKeyPart[] = [];
  const head = reader.read(at, unit, fact.decorators);
  let { complete } = head;
  let discriminator: ColumnPart | undefined;
  let tree: EntityParts['tree'];
  for (const decorator of head.applied) {
    const span = shownAt ?? decorator.span;
    if (decorator.name === 'Index' || decorator.name === 'Unique') {
      indexes.push(readIndexDecorator(decorator.name, decorator.args, undefined, at.dialect, span));
    } else if (decorator.name === 'TableInheritance') {
      discriminator = readDiscriminator(decorator, at.dialect, span);
    } else if (decorator.name === 'Tree') {
      tree = treeOf(decorator.args[0]);
    } else if (decorator.name === 'ForeignKey') {
      const key = readForeignKey(decorator, undefined, span);
      if (key) foreignKeys.push(key);
      else complete = false;
    }
  }
  for (const field of fact.fields) {
    if (field.static || field.decorators.length === 0) continue;
    const { applied, complete: known } = reader.read(at, unit, field.decorators);
    complete &&= known;
    readField({ source, field, applied, span: shownAt ?? field.span, columns, embedded, relations, indexes });
    for (const decorator of applied.filter(({ name }) => name === 'ForeignKey')) {
      const key = readForeignKey(decorator, field.name, shownAt ?? field.span);
      if (key) foreignKeys.push(key);
      else complete = false;
    }
  }
  return {
    columns,
    embedded,
    relations,
    indexes,
    foreignKeys,
    complete,
    ...(discriminator ? { discriminator } : {}),
    ...(tree ? { tree } : {}),
  };
}

interface FieldReading {
  readonly source: ClassSource;
  readonly field: FieldFact;
  readonly applied: readonly AppliedDecorator[];
  readonly span: Span;
  readonly columns: ColumnPart[];
  readonly embedded: EmbeddedPart[];
  readonly relations: RelationPart[];
  readonly indexes: IndexPart[];
}

function readField({ source, field, applied, span, columns, embedded, relations, indexes }: FieldReading): void {
  const { at } = source;
  const { dialect } = at;
  const generated = applied.find(({ name }) => name === 'Generated');
  for (const { name, args, span: written } of applied) {
    const mode = Object.hasOwn(OWN_COLUMN_MODES, name) ? OWN_COLUMN_MODES[name] : undefined;
    const kind = Object.hasOwn(RELATIONS, name) ? RELATIONS[name] : undefined;
    if (name === 'Column' && args[0]?.value.kind === 'function') {
      embedded.push(readEmbedded(field, args, span));
    } else if (name === 'Column' || name === 'PrimaryColumn') {
      columns.push(readColumn(source, field, name, args, generated, span, indexes));
    } else if (name === 'PrimaryGeneratedColumn') {
      columns.push(readGeneratedKey(field, args, dialect, span));
    } else if (mode) {
      const options = readOptions(args[0]);
      const column = textOf(options.get('name'));
      columns.push({
        property: field.name,
        ...(column === undefined ? {} : { name: column }),
        spec: readColumnSpec(options, undefined, mode, dialect),
        span,
      });
    } else if (kind) {
      relations.push(readDecoratedRelation(field, name, kind, args, applied, span));
    } else if (name === 'Index' || name === 'Unique') {
      const shown = span === field.span ? written : span;
      indexes.push(readIndexDecorator(name, args, field.name, dialect, shown));
    }
  }
}

function readColumn(
  { at }: ClassSource,
  field: FieldFact,
  decorator: 'Column' | 'PrimaryColumn',
  args: readonly LocatedValue[],
  generated: AppliedDecorator | undefined,
  span: Span,
  indexes: IndexPart[],
): ColumnPart {
  const { options, type } = columnArguments(args);
  const name = textOf(options.get('name'));
  const read = readColumnSpec(options, type ?? reflectedType(field, at), 'regular', at.dialect);
  const generation = generated ? generationFrom(generated.args[0]) : read.generation;
  if (decorator === 'Column' && flagOf(options.get('unique')) === true) {
    indexes.push({ kind: 'constraint', properties: [field.name], span });
  }
  const typed = options.get('type') ?? (type === undefined ? undefined : args[0]);
  return {
    property: field.name,
    ...(name === undefined ? {} : { name }),
    spec: {
      ...read,
      ...(generation
        ? { generation, hasDefault: true, type: generation === 'uuid' ? 'uuid' : (read.type ?? 'Number') }
        : {}),
      primary: decorator === 'PrimaryColumn' || read.primary,
    },
    ...(typed && span === field.span ? { typeSpan: typed.value.span } : {}),
    span,
  };
}

function generationFrom(located: LocatedValue | undefined) {
  return located ? generationOf(located) : 'increment';
}

/** `@PrimaryGeneratedColumn(strategy?, options?)` or with options alone. */
function readGeneratedKey(
  field: FieldFact,
  args: readonly LocatedValue[],
  dialect: ClassSource['at']['dialect'],
  span: Span,
): ColumnPart {
  const first = args[0] && settle(args[0]);
  const isOptions = first?.value.kind === 'object';
  const options = readOptions(isOptions ? first : args[1]);
  const generation = first && !isOptions ? (generationOf(first) ?? 'increment') : 'increment';
  const name = textOf(options.get('name'));
  const spec = readColumnSpec(options, generation === 'uuid' ? 'uuid' : 'Number', 'regular', dialect);
  return {
    property: field.name,
    ...(name === undefined ? {} : { name }),
    spec: { ...spec, primary: true, hasDefault: true, generation },
    span,
  };
}

function readEmbedded(field: FieldFact, [type, second]: readonly LocatedValue[], span: Span): EmbeddedPart {
  const options = readOptions(second);
  const prefix = options.get('prefix');
  const given = prefix && literalOf(prefix);
  const typed = type && resultOf(type);
  return {
    property: field.name,
    type: typed ?? { ...(type as LocatedValue), value: { kind: 'opaque', uses: [], span } },
    prefix: typeof given === 'string' || typeof given === 'boolean' ? given : true,
    array: field.type?.kind === 'array' || flagOf(options.get('array')) === true,
    span,
  };
}
