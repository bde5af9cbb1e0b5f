import type { QualifiedName, SchemaStep } from '../../core/facts/migrations';

/** Steps that may or may not be taken: of the tables they name nothing may be said any more. */
export function weaken(steps: readonly SchemaStep[]): readonly SchemaStep[] {
  return steps.flatMap((step): SchemaStep[] => {
    const tables = tablesOf(step);
    if (tables === undefined) return [];
    const reason = 'a condition decides whether it runs';
    if (tables.length === 0) return [{ kind: 'opaque', reason, span: step.span }];
    return tables.map(table => ({ kind: 'opaque', table, reason, span: step.span }));
  });
}

/** The tables a step changes; none: not known which; undefined: no table. */
function tablesOf(step: SchemaStep): readonly QualifiedName[] | undefined {
  switch (step.kind) {
    case 'create-enum':
    case 'add-enum-value':
    case 'rename-enum-value':
    case 'create-type':
    case 'rename-type':
    case 'move-type':
    case 'drop-type':
    case 'create-schema':
    case 'create-extension':
      return undefined;
    case 'create-view':
    case 'drop-view':
      return [step.view];
    case 'rename-table':
      return [step.table, { ...step.table, name: step.to }];
    case 'move-table':
      return [step.table, { schema: step.toSchema, name: step.table.name }];
    case 'attach-partition':
    case 'detach-partition':
      return [step.table, step.partition];
    default:
      return 'table' in step && step.table ? [step.table] : [];
  }
}
