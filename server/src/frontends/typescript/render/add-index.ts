import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import { addDrizzleIndex } from './drizzle-add-index';
import { addMikroOrmIndex } from './mikro-orm';
import type { Declined } from './open-document';
import { addSequelizeIndex } from './sequelize';
import { addTypeOrmIndex } from './typeorm';

type AddIndex = Extract<FixIntent, { readonly kind: 'add-index' }>;

/** One file per ORM. */
export function renderAddIndex(intent: AddIndex, context: RenderContext): WorkspaceChange | Declined {
  switch (intent.language) {
    case 'sequelize':
      return addSequelizeIndex(intent, context);
    case 'drizzle':
      return addDrizzleIndex(intent, context);
    case 'mikro-orm':
      return addMikroOrmIndex(intent, context);
    case 'typeorm':
      return addTypeOrmIndex(intent, context);
    case 'mongoose':
    case 'kysely':
    case 'prisma':
    case 'sql':
      return { declined: 'this is not written in TypeScript' };
  }
}
