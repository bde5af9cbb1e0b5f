import type { EntityParts, RelationPart } from './entity-parts';

/** A property that several classes of a hierarchy declare counts once, as the base class has it. */
export function joinParts(parts: readonly EntityParts[], complete: boolean): EntityParts {
  const discriminator = parts.find(part => part.discriminator)?.discriminator;
  const tree = parts.find(part => part.tree)?.tree;
  return {
    columns: firstOfEach(parts.flatMap(part => part.columns)),
    embedded: firstOfEach(parts.flatMap(part => part.embedded)),
    relations: mostDerived(parts.flatMap(part => part.relations)),
    indexes: parts.flatMap(part => part.indexes),
    foreignKeys: parts.flatMap(part => part.foreignKeys),
    complete: complete && parts.every(part => part.complete),
    ...(discriminator ? { discriminator } : {}),
    ...(tree ? { tree } : {}),
  };
}

function firstOfEach<P extends { readonly property: string }>(parts: readonly P[]): P[] {
  const seen = new Set<string>();
  return parts.filter(({ property }) => !seen.has(property) && seen.add(property));
}

/** A relation that is declared again keeps its settings and takes the target of the class that says it last. */
function mostDerived(relations: readonly RelationPart[]): RelationPart[] {
  return firstOfEach(relations).map(relation => ({
    ...relation,
    target: relations.findLast(other => other.property === relation.property)?.target ?? relation.target,
  }));
}
