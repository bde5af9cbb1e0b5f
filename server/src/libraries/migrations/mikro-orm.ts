import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import { argument } from './migration-call';
import { type MigrationReader, readMigration } from './read-migration';

/** What `async up() { this.addSql('…') }` does. */
export function readMikroOrmMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  return readMigration(unit, context, READER);
}

const READER: MigrationReader = {
  roles: () => undefined,
  thisRole: 'migration',
  ofClass: true,
  read(call, ddl) {
    const [first] = call.links;
    if (call.path.length > 0 || (first?.name !== 'addSql' && first?.name !== 'execute')) return [];
    const sql = argument(call, first, 0);
    return sql ? ddl.raw(sql, call.span) : [];
  },
};
