import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import { createDdl } from './ddl';
import { applyingFunction, argument, collectSteps, execute, scopeOf } from './program';

/** What `async up() { this.addSql('…') }` does. */
export function readMikroOrmMigration(unit: CodeFacts, context: MigrationContext): readonly SchemaStep[] {
  const fn = applyingFunction(unit);
  if (fn === undefined || fn === 'wrapped') return [];
  const ddl = createDdl(context);
  const executed = execute(fn, scopeOf(unit, context), () => undefined, 'migration');
  return collectSteps(executed, ddl, call => {
    const [first] = call.links;
    if (call.path.length > 0 || (first?.name !== 'addSql' && first?.name !== 'execute')) return [];
    const sql = argument(call, first, 0);
    return sql ? ddl.raw(sql, call.span) : [];
  });
}
