import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import { setMikroOrmColumnType } from './mikro-orm';
import type { Declined } from './open-document';
import { setTypeOrmColumnType } from './typeorm';

type SetColumnType = Extract<FixIntent, { readonly kind: 'set-column-type' }>;

/** One file per ORM. */
export function renderSetColumnType(intent: SetColumnType, context: RenderContext): WorkspaceChange | Declined {
  switch (intent.language) {
    case 'mikro-orm':
      return setMikroOrmColumnType(intent, context);
    case 'typeorm':
      return setTypeOrmColumnType(intent, context);
    case 'drizzle':
    case 'sequelize':
    case 'mongoose':
    case 'kysely':
    case 'prisma':
    case 'sql':
      return { declined: 'this is not written in TypeScript' };
  }
}
