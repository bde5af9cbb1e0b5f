import type { TableDeclaration } from '../../core/facts/schema';
import { declarationId } from '../../core/library';
import { literal, member, text } from '../migrations/evaluate';
import { type Association, associationsOf } from './associations';
import type { ModelIndex, ModelSource } from './model-source';

/**
 * `belongsToMany` through a name: a table that Sequelize makes by itself. Its name is all that is said of it: the keys follow
 * from both sides, and the user has nothing to change there.
 */
export function joinTables(source: ModelSource, index: ModelIndex): readonly TableDeclaration[] {
  const seen = new Set<string>();
  return associationsOf(index).flatMap((association): TableDeclaration[] => {
    const name = throughName(association);
    if (association.kind !== 'belongsToMany' || name === undefined || seen.has(name)) return [];
    seen.add(name);
    if (association.source !== source || index.byName(name)) return [];
    const { nameSpan, scope } = source;
    return [
      {
        kind: 'table',
        language: 'sequelize',
        logicalName: name,
        id: declarationId(scope.context.uri, name),
        namesOnly: true,
        complete: false,
        name,
        view: false,
        columns: [],
        indexes: [],
        foreignKeys: [],
        relations: [],
        nameSpan,
        span: nameSpan,
        ignored: true,
      },
    ];
  });
}

function throughName({ options }: Association): string | undefined {
  const through = member(options, 'through');
  const name = literal(through);
  return typeof name === 'string' ? name : through && text(through);
}
