import { assertNever } from '../../core/assert-never';
import type { QualifiedName, SchemaStep } from '../../core/facts/migrations';

/** What a statement is called by: what it does to what. Structural, so that moving it does not rename it. */
export function nameUnit(text: string, steps: readonly SchemaStep[]): string {
  const step = steps[0];
  return `statement ${step === undefined ? firstWords(text) : nameStep(step)}`;
}

function nameStep(step: SchemaStep): string {
  switch (step.kind) {
    case 'create-table':
    case 'drop-table':
    case 'rename-table':
    case 'move-table':
      return `${step.kind} ${nameOf(step.table)}`;
    case 'add-column':
      return `${step.kind} ${nameOf(step.table)}.${step.column.name}`;
    case 'drop-column':
    case 'rename-column':
    case 'alter-column':
      return `${step.kind} ${nameOf(step.table)}.${step.column}`;
    case 'add-index':
      return `${step.kind} ${nameOf(step.table)} ${step.index.name ?? step.index.columns.map(part => part.column ?? '').join('_')}`;
    case 'drop-index':
    case 'rename-index':
      return `${step.kind} ${nameOf(step.index)}`;
    case 'add-foreign-key':
      return `${step.kind} ${nameOf(step.table)} ${step.foreignKey.name ?? step.foreignKey.columns.join('_')}`;
    case 'drop-constraint':
    case 'rename-constraint':
      return `${step.kind} ${nameOf(step.table)} ${step.name}`;
    case 'create-enum':
    case 'add-enum-value':
    case 'rename-enum-value':
    case 'create-type':
    case 'rename-type':
    case 'move-type':
    case 'drop-type':
      return `${step.kind} ${nameOf(step.name)}`;
    case 'index-to-constraint':
      return `${step.kind} ${nameOf(step.table)} ${step.index}`;
    case 'attach-partition':
    case 'detach-partition':
      return `${step.kind} ${nameOf(step.table)} ${nameOf(step.partition)}`;
    case 'inherit':
    case 'no-inherit':
      return `${step.kind} ${nameOf(step.table)} ${nameOf(step.parent)}`;
    case 'create-view':
    case 'drop-view':
      return `${step.kind} ${nameOf(step.view)}`;
    case 'create-schema':
    case 'rename-schema':
    case 'drop-schema':
    case 'create-extension':
      return `${step.kind} ${step.name}`;
    case 'search-path':
      return `${step.kind} ${step.schemas.join(' ')}`;
    case 'opaque':
      return step.table === undefined ? 'opaque' : `opaque ${nameOf(step.table)}`;
    default:
      return assertNever(step);
  }
}

function nameOf(name: QualifiedName): string {
  return name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
}

/** `insert into users`, `create function total`: the first three words of a statement that does not change the schema. */
function firstWords(text: string): string {
  const head = text.slice(0, 200).replace(/^CREATE\s+OR\s+REPLACE\b/i, 'CREATE');
  return (head.match(/[A-Za-z_][\w.]*/g) ?? []).slice(0, 3).join(' ').toLowerCase();
}
