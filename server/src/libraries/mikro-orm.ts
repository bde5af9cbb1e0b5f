import type { DeclarationContext, Library } from '../core/library';
import { readMikroOrmMigration } from './migrations/mikro-orm';
import { createEntityBuilder, type EntityBuilder } from './mikro-orm/build-entity';
import { declareEntity } from './mikro-orm/declare-entity';
import { type EntityIndex, entityIndexOf } from './mikro-orm/entity-index';
import { QUERY_CALLS, readCall } from './mikro-orm/query-calls';
import { decorated, exported, member, subclass, typed } from './mikro-orm/query-handles';
import { QUERY_HINTS } from './mikro-orm/query-hints';

/** MikroORM 5 to 7. */
export const mikroOrm: Library = {
  id: 'mikro-orm',
  packages: ['@mikro-orm'],
  hints: [
    ['@mikro-orm/', '@Entity('],
    ['@mikro-orm/', 'EntitySchema'],
    ['@mikro-orm/', 'defineEntity'],
    ['@mikro-orm/', 'addSql('],
    ...QUERY_HINTS,
  ],
  queryCalls: QUERY_CALLS,
  exported,
  typed,
  subclass,
  decorated,
  member,
  call: readCall,
  migrationTools: ['mikro-orm'],
  migrationSteps: readMikroOrmMigration,
  declarations(unit, context) {
    // An entity is a class with decorators or a value made by a call.
    const mayDeclare = unit.classes.some(({ decorators }) => decorators.length > 0) || unit.calls.length > 0;
    if (!mayDeclare) return [];
    const index = entityIndexOf(context.schemaUnits());
    const builder = builderOf(index, context);
    return index.declaredIn(context, unit).flatMap(source => declareEntity(source, builder, context));
  },
};

const builders = new WeakMap<EntityIndex, EntityBuilder>();

function builderOf(index: EntityIndex, { dialect }: DeclarationContext): EntityBuilder {
  let builder = builders.get(index);
  if (!builder) {
    builder = createEntityBuilder(index, dialect);
    builders.set(index, builder);
  }
  return builder;
}
