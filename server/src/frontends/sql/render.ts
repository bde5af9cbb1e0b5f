import type { FixIntent, RenderContext, WorkspaceChange } from '../../core/fix';
import { createDrizzleMigration } from './drizzle-migration';
import { renderDropIndex } from './drop-index';
import { renderEditSql } from './edit-sql';
import { insertIndex } from './insert-index';
import { nameMigration } from './name-migration';
import { createIndexStatement, DEFAULT_STYLE, quoteName } from './write-sql';

type Rendered = WorkspaceChange | { readonly declined: string };
type IndexMigration = Extract<FixIntent, { readonly kind: 'add-index-migration' }>;

/** Writes fixes into SQL scripts: never into a migration that has been committed. */
export function renderSql(intent: FixIntent, context: RenderContext): Rendered {
  switch (intent.kind) {
    case 'add-index': {
      const inserted = insertIndex(intent, intent.at.uri, context);
      return 'change' in inserted ? inserted.change : inserted;
    }
    case 'add-index-migration':
      return renderIndexMigration(intent, context);
    case 'drop-index-migration':
      return renderDropIndex(intent, context);
    case 'edit-sql':
      return renderEditSql(intent, context);
    default:
      return { declined: 'This is not written in SQL.' };
  }
}

function renderIndexMigration(intent: IndexMigration, context: RenderContext): Rendered {
  const { uri } = intent.createdAt;
  const inserted = insertIndex(intent, uri, context);
  const mayEdit = intent.editable || !context.isCommitted(uri);
  if (mayEdit && 'change' in inserted) return inserted.change;
  if (intent.editable) return 'declined' in inserted ? inserted : { declined: 'The table is no longer there.' };
  const style = 'change' in inserted ? inserted.style : { ...DEFAULT_STYLE, mysql: intent.dialect === 'mysql' };
  const schema = intent.schema === undefined || intent.schema === 'public' ? undefined : intent.schema;
  const qualified = schema === undefined || style.mysql ? '' : `${quoteName(schema, style)}.`;
  const table = 'change' in inserted ? inserted.table : qualified + quoteName(intent.table, style);
  const concurrently = intent.concurrently && intent.dialect === 'postgres';
  const statement = createIndexStatement({ ...intent, table, concurrently }, style);
  const title = `add_${intent.indexName}`;
  if (intent.tool === 'drizzle') {
    const slug = title.replace(/[^A-Za-z0-9]+/g, '_').toLowerCase();
    return createDrizzleMigration(intent.folder, slug, `${statement}${style.lineEnd}`, context);
  }
  const created = nameMigration(intent.tool, intent.folder, intent.files, title, context.timestamp);
  if ('declined' in created) return created;
  if (created.uris.some(fresh => context.read(fresh.uri) !== undefined)) {
    return { declined: 'A migration of this name exists.' };
  }
  const header = intent.tool === 'prisma' ? `-- CreateIndex${style.lineEnd}` : '';
  const drop = style.lowerCase ? 'drop index' : 'DROP INDEX';
  const create = created.uris.map(({ uri: fresh, direction }) => ({
    uri: fresh,
    text:
      direction === 'up'
        ? `${header}${statement}${style.lineEnd}`
        : `${drop} ${qualified}${quoteName(intent.indexName, style)};${style.lineEnd}`,
  }));
  return { edits: [], create };
}
