import type { Renderer } from '../../../core/fix';
import { renderAddIndex } from './add-index';
import { renderRemoveIndex } from './remove-index';
import { renderSetColumnType } from './set-column-type';
import { renderSetIndexMethod } from './set-index-method';

/** Writes fixes into Prisma schemas. */
export const prismaRenderer: Renderer = {
  render(intent, context) {
    switch (intent.kind) {
      case 'add-index':
        return renderAddIndex(intent, context);
      case 'remove-index':
        return renderRemoveIndex(intent, context);
      case 'set-column-type':
        return renderSetColumnType(intent, context);
      case 'set-index-method':
        return renderSetIndexMethod(intent, context);
      default:
        return { declined: 'A Prisma schema declares tables, columns and indexes, nothing else.' };
    }
  },
};
