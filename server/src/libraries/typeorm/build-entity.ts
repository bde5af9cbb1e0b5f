import type { Dialect } from '../../core/facts/sql-template';
import type { NamingStrategy } from '../../core/project';
import type { Span } from '../../core/text';
import type { ColumnSpec } from './column-spec';
import type { EntityIndex } from './entity-index';
import type { EntityParts, EntitySource, IndexPart, JoinColumnPart, RelationPart } from './entity-parts';
import { namingOf, type TypeOrmNaming } from './naming';
import {
  lettersOf,
  mayJoinOn,
  type OwnColumn,
  type OwnParts,
  type OwnRelation,
  plainColumn,
  treeColumns,
  virtualSpec,
} from './own-columns';

/** An entity with the names and types that its table has. */
export interface BuiltEntity {
  readonly source: EntitySource;
  readonly tableName: string;
  readonly columns: readonly BuiltColumn[];
  readonly relations: readonly BuiltRelation[];
  /** With the paths of properties as written, those of embedded classes from the entity's own. */
  readonly indexes: readonly IndexPart[];
  readonly complete: boolean;
}

export interface BuiltColumn {
  /** The path of the property; for the column of a relation the relation's. */
  readonly path: string;
  /** The property alone, as a reference from another entity names it. */
  readonly property: string;
  readonly name: string;
  readonly spec: ColumnSpec;
  readonly typeSpan?: Span;
  readonly span: Span;
  /** Made by a relation that names no column of the entity. */
  readonly virtual: boolean;
}

export interface BuiltRelation {
  readonly path: string;
  readonly part: RelationPart;
  readonly target: EntitySource | undefined;
  /** The columns that hold the key and those that they reference; empty on the other side. */
  readonly joins: readonly { readonly column: BuiltColumn; readonly referenced: BuiltColumn }[];
}

export interface EntityBuilder {
  build(source: EntitySource): BuiltEntity;
  primaryColumns(source: EntitySource): readonly BuiltColumn[];
  readonly naming: TypeOrmNaming;
  readonly dialect: Dialect;
}

/** Relations whose keys are relations again end somewhere, or the program would not start. */
const MAX_KEY_DEPTH = 8;
const MAX_EMBEDDING = 6;

export function createEntityBuilder(index: EntityIndex, strategy: NamingStrategy, dialect: Dialect): EntityBuilder {
  const naming = namingOf(strategy);
  const built = new Map<EntitySource, BuiltEntity>();
  const own = new Map<EntitySource, OwnParts>();

  function ownPartsOf(source: EntitySource): OwnParts {
    let parts = own.get(source);
    if (!parts) {
      parts = collectOwn(source);
      own.set(source, parts);
    }
    return parts;
  }

  /** The columns that no relation makes, and the relations; those of embedded classes among them. */
  function collectOwn(source: EntitySource): OwnParts {
    const columns: OwnColumn[] = [];
    const relations: OwnRelation[] = [];
    const indexes: IndexPart[] = [];
    let complete = true;
    const collect = (parts: EntityParts, path: string, prefixes: readonly string[], depth: number, shown?: Span) => {
      complete &&= parts.complete;
      for (const { property, name, spec, span, typeSpan } of parts.columns) {
        columns.push({
          path: path + property,
          property,
          name: naming.column(property, name, prefixes),
          plainName: naming.column(property, name, []),
          embeddedIn: path,
          spec,
          ...(typeSpan && !shown ? { typeSpan } : {}),
          span: shown ?? span,
          virtual: false,
        });
      }
      for (const part of parts.relations) {
        const placed = shown ? { ...part, span: shown } : part;
        relations.push({ path: path + part.property, part: placed, prefixes, embeddedIn: path });
      }
      for (const part of parts.indexes) {
        const properties = part.properties?.map(property => path + property);
        indexes.push({ ...part, ...(properties ? { properties } : {}), span: shown ?? part.span });
      }
      for (const part of parts.embedded) {
        const inner = index.embeddedParts(part.type);
        // Arrays of embedded objects exist in MongoDB alone.
        if (!inner || depth > MAX_EMBEDDING || part.array) {
          complete = false;
          continue;
        }
        const prefix =
          part.prefix === true ? [part.property] : part.prefix === false || part.prefix === '' ? [] : [part.prefix];
        collect(inner, `${path}${part.property}.`, [...prefixes, ...prefix], depth + 1, shown ?? part.span);
      }
    };
    const { parts } = source;
    collect(parts, '', [], 0);
    if (parts.discriminator && !columns.some(({ property }) => property === parts.discriminator?.property)) {
      const { property, name, spec, span } = parts.discriminator;
      columns.push(plainColumn(property, naming.column(property, name, []), spec, span));
    }
    columns.push(...treeColumns(parts, naming, source.nameSpan));
    return { columns, relations, indexes, complete };
  }

  function primaryColumns(source: EntitySource, depth = 0): readonly OwnColumn[] {
    const { columns, relations } = ownPartsOf(source);
    const found: OwnColumn[] = columns
      .filter(({ spec }) => spec.primary)
      .map(column => ({ ...column, spec: keySpec(source, column, depth) }));
    for (const relation of relations) {
      if (!relation.part.primary || depth >= MAX_KEY_DEPTH) continue;
      const target = index.target(source, relation.part.target);
      if (target) found.push(...join(relation, target, columns, depth + 1).map(({ column }) => column));
    }
    return found;
  }

  /** A column that a relation joins on has the type of what it references, whatever it says itself. */
  function keySpec(source: EntitySource, column: OwnColumn, depth: number): ColumnSpec {
    if (depth >= MAX_KEY_DEPTH) return column.spec;
    for (const relation of ownPartsOf(source).relations) {
      if (!mayJoinOn(relation.part, column.plainName)) continue;
      const target = index.target(source, relation.part.target);
      const joined =
        target &&
        join(relation, target, ownPartsOf(source).columns, depth + 1).find(part => part.column.name === column.name);
      if (joined) return joined.column.spec;
    }
    return column.spec;
  }

  /** RelationJoinColumnBuilder: which columns a relation uses or makes, and what they reference. */
  function join(
    { path, part, prefixes, embeddedIn }: OwnRelation,
    target: EntitySource,
    columns: readonly OwnColumn[],
    depth: number,
  ): { column: OwnColumn; referenced: BuiltColumn }[] {
    const joinColumns = part.joinColumns ?? [];
    if (part.kind === 'one-to-one' && !part.joinColumns) return [];
    const keys = primaryColumns(target, depth);
    const references = referencedColumns(target, keys, joinColumns);
    return references.map(referenced => {
      const given = joinColumns.find(
        ({ name, referenced: property }) =>
          name !== undefined && (property === undefined || property === referenced.property),
      )?.name;
      const name = given ?? naming.joinColumn(part.property, referenced.property);
      const existing = columns.find(column => isNamed(column, name) && column.embeddedIn === embeddedIn);
      if (existing) {
        const { type: _, ...spec } = existing.spec;
        const { type } = referenced.spec;
        return { column: { ...existing, spec: type === undefined ? spec : { ...spec, type } }, referenced };
      }
      const suffix = references.length > 1 ? `.${referenced.path}` : '';
      const column: OwnColumn = {
        path: path + suffix,
        property: part.property,
        name: naming.column(part.property, name, prefixes),
        plainName: naming.column(part.property, name, []),
        embeddedIn,
        spec: virtualSpec(referenced.spec, part),
        span: part.span,
        virtual: true,
      };
      return { column, referenced };
    });
  }

  /** A strategy of the project's own may turn `authorId` into the `author_id` that a relation names. */
  function isNamed({ plainName }: OwnColumn, name: string): boolean {
    return plainName === name || (strategy === 'unknown' && lettersOf(plainName) === lettersOf(name));
  }

  function referencedColumns(
    target: EntitySource,
    keys: readonly BuiltColumn[],
    joinColumns: readonly JoinColumnPart[],
  ): readonly BuiltColumn[] {
    if (!joinColumns.some(({ referenced }) => referenced !== undefined)) return keys;
    const { columns } = ownPartsOf(target);
    const found = joinColumns.flatMap(
      ({ referenced }) =>
        keys.find(({ property }) => property === referenced) ??
        columns.find(({ property }) => property === referenced) ??
        [],
    );
    if (found.length !== joinColumns.length) return [];
    // Composite keys are referenced in the order in which the other table has them.
    const rank = (column: BuiltColumn) => {
      const at = keys.findIndex(({ path }) => path === column.path);
      return at === -1 ? Number.POSITIVE_INFINITY : at;
    };
    return [...found].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  }

  return {
    naming,
    dialect,
    primaryColumns: source => primaryColumns(source),
    build(source) {
      let entity = built.get(source);
      if (entity) return entity;
      const parts = ownPartsOf(source);
      const columns: OwnColumn[] = [...parts.columns];
      let { complete } = parts;
      const relations = parts.relations.map((relation): BuiltRelation => {
        const { path, part } = relation;
        const target = index.target(source, part.target);
        const owns = part.kind === 'many-to-one' || (part.kind === 'one-to-one' && part.joinColumns !== undefined);
        if (!part.complete || (owns && !target)) complete = false;
        if (!target || !owns) return { path, part, target, joins: [] };
        const joins = join(relation, target, columns, 0);
        if (joins.length === 0) complete = false;
        for (const { column } of joins) {
          const at = columns.findIndex(({ name }) => name === column.name);
          if (at === -1) columns.push(column);
          else columns[at] = column;
        }
        return { path, part, target, joins };
      });
      entity = {
        source,
        tableName: source.givenName ?? naming.table(source.name),
        columns,
        relations,
        indexes: parts.indexes,
        complete,
      };
      built.set(source, entity);
      return entity;
    },
  };
}
