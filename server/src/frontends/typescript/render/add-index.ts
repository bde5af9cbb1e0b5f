import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import type { Declined } from './open-document';

type AddIndex = Extract<FixIntent, { readonly kind: 'add-index' }>;

/** One file per ORM. */
export function renderAddIndex(intent: AddIndex, _context: RenderContext): WorkspaceChange | Declined {
  switch (intent.language) {
    case 'drizzle':
    case 'typeorm':
    case 'sequelize':
    case 'mikro-orm':
    case 'mongoose':
    case 'kysely':
    case 'prisma':
    case 'sql':
      return { declined: 'this is not written in TypeScript' };
  }
}
