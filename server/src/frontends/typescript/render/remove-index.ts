import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import { removeDrizzleIndex } from './drizzle-remove-index';
import { removeMikroOrmIndex } from './mikro-orm';
import type { Declined } from './open-document';
import { removeSequelizeIndex } from './sequelize';
import { removeTypeOrmIndex } from './typeorm';

type RemoveIndex = Extract<FixIntent, { readonly kind: 'remove-index' }>;

/** One file per ORM. */
export function renderRemoveIndex(intent: RemoveIndex, context: RenderContext): WorkspaceChange | Declined {
  switch (intent.language) {
    case 'sequelize':
      return removeSequelizeIndex(intent, context);
    case 'drizzle':
      return removeDrizzleIndex(intent, context);
    case 'mikro-orm':
      return removeMikroOrmIndex(intent, context);
    case 'typeorm':
      return removeTypeOrmIndex(intent, context);
    case 'mongoose':
    case 'kysely':
    case 'prisma':
    case 'sql':
      return { declined: 'this is not written in TypeScript' };
  }
}
