import type { FixIntent, RenderContext, WorkspaceChange } from '../../../core/fix';
import { renderAddIndex } from './add-index';
import { renderBatchByKey } from './batch-by-key';
import { renderBatchHelper } from './batch-helper';
import { renderBatchStatement } from './batch-statement';
import { renderChangeTogether } from './change-together';
import { renderEditSql } from './edit-sql';
import { renderHoistQuery } from './hoist-query';
import { renderIncludeRelation } from './include-relation';
import { renderInsertTogether } from './insert-together';
import { renderLoadRelation } from './load-relation';
import { renderNewMigration } from './new-migration';
import { renderParameterize } from './parameterize';
import { renderRemoveIndex } from './remove-index';
import { renderReplaceName } from './replace-name';
import { renderSetColumnType } from './set-column-type';
import { renderTagRawQuery } from './tag-raw-query';

/** One file per intent; what only other languages write is declined. */
export function renderTypeScript(
  intent: FixIntent,
  context: RenderContext,
): WorkspaceChange | { readonly declined: string } {
  switch (intent.kind) {
    case 'batch-by-key':
      return renderBatchByKey(intent, context);
    case 'batch-helper':
      return renderBatchHelper(intent, context);
    case 'batch-statement':
      return renderBatchStatement(intent, context);
    case 'include-relation':
      return renderIncludeRelation(intent, context);
    case 'load-relation':
      return renderLoadRelation(intent, context);
    case 'hoist-query':
      return renderHoistQuery(intent, context);
    case 'insert-together':
      return renderInsertTogether(intent, context);
    case 'change-together':
      return renderChangeTogether(intent, context);
    case 'parameterize':
      return renderParameterize(intent, context);
    case 'tag-raw-query':
      return renderTagRawQuery(intent, context);
    case 'add-index':
      return renderAddIndex(intent, context);
    case 'remove-index':
      return renderRemoveIndex(intent, context);
    case 'replace-name':
      return renderReplaceName(intent, context);
    case 'set-column-type':
      return renderSetColumnType(intent, context);
    case 'set-index-method':
      return { declined: 'This is not written in TypeScript.' };
    case 'edit-sql':
      return renderEditSql(intent, context);
    case 'add-index-migration':
    case 'drop-index-migration':
      return renderNewMigration(intent, context);
  }
}
