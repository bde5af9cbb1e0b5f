import type { FileEdit, FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import { setMikroOrmColumnType } from './mikro-orm';
import type { Declined } from './open-document';
import { setTypeOrmColumnType } from './typeorm';

type SetColumnType = Extract<FixIntent, { readonly kind: 'set-column-type' }>;

/** One file per ORM; `also` in the same go, or not at all. */
export function renderSetColumnType(intent: SetColumnType, context: RenderContext): WorkspaceChange | Declined {
  const { also = [], ...first } = intent;
  const { uri } = intent.at;
  const files: FileEdit[] = [];
  for (const one of [first, ...also]) {
    if (one.at.uri !== uri) return { declined: 'one of the columns stands in another file' };
    const change = setOne({ ...first, ...one }, context);
    if ('declined' in change) return change;
    files.push(...change.edits);
  }
  const edits = files.flatMap(file => file.edits).sort((a, b) => a.span.start - b.span.start);
  return { edits: files.slice(0, 1).map(file => ({ ...file, edits })), create: [] };
}

function setOne(intent: SetColumnType, context: RenderContext): WorkspaceChange | Declined {
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
      return { declined: 'this is not written in TypeScript' };
  }
}
