import type { DeclarationContext, Library } from '../core/library';
import { readTypeOrmMigration } from './migrations/typeorm';
import { createEntityBuilder, type EntityBuilder } from './typeorm/build-entity';
import { declareEntity } from './typeorm/declare-entity';
import { type EntityIndex, entityIndexOf } from './typeorm/entity-index';
import { QUERY_CALLS, readCall } from './typeorm/query-calls';
import { decorated, exported, member, subclass, typed } from './typeorm/query-handles';
import { QUERY_HINTS } from './typeorm/query-hints';

/** TypeORM 0.2, 0.3 and 1. */
export const typeorm: Library = {
  id: 'typeorm',
  packages: ['typeorm', '@n8n/typeorm'],
  hints: [
    ['typeorm', '@Entity('],
    ['typeorm', '@ViewEntity('],
    ['typeorm', '@ChildEntity('],
    ['typeorm', 'EntitySchema'],
    'MigrationInterface',
    ...QUERY_HINTS,
  ],
  queryCalls: QUERY_CALLS,
  exported,
  typed,
  lazyProperties: true,
  subclass,
  decorated,
  member,
  call: readCall,
  migrationTools: ['typeorm'],
  migrationSteps: readTypeOrmMigration,
  declarations(unit, context) {
    // An entity is a class with decorators or a value made by a call.
    const mayDeclare = unit.classes.some(({ decorators }) => decorators.length > 0) || unit.calls.length > 0;
    if (!mayDeclare) return [];
    const index = entityIndexOf(context.schemaUnits());
    const builder = builderOf(index, context);
    return index.declaredIn(context, unit).flatMap(source => declareEntity(source, index, builder, context));
  },
};

const builders = new WeakMap<EntityIndex, EntityBuilder>();

function builderOf(index: EntityIndex, { naming, dialect }: DeclarationContext): EntityBuilder {
  let builder = builders.get(index);
  if (!builder) {
    builder = createEntityBuilder(index, naming, dialect);
    builders.set(index, builder);
  }
  return builder;
}
