import type { FunctionId } from '../../core/facts/calls';
import type { CodeFacts } from '../../core/facts/code';
import type { SchemaStep } from '../../core/facts/migrations';
import type { MigrationContext } from '../../core/library';
import { createDdl, type Ddl } from './ddl';
import type { Executed, MigrationCall, Roles, UnknownCall } from './migration-call';
import { execute } from './program';
import { weaken } from './weaken';

/** How one tool names what its migrations do. */
export interface MigrationReader {
  /** What the parameters of the applying function are. */
  readonly roles: Roles;
  readonly thisRole?: string;
  /** Its migrations are classes: what a call makes is none. */
  readonly ofClass?: true;
  /** A name as the tool sends it. */
  readonly identifier?: (name: string) => string;
  read(call: MigrationCall, ddl: Ddl): readonly SchemaStep[];
  /** A handle that goes where nobody can follow it; undefined where nothing is known of the call. */
  readUnknown?(call: UnknownCall, ddl: Ddl): readonly SchemaStep[] | undefined;
}

/** What the function of a unit that applies a migration does to the schema. */
export function readMigration(
  unit: CodeFacts,
  context: MigrationContext,
  reader: MigrationReader,
): readonly SchemaStep[] {
  const fn = applyingFunction(unit);
  if (fn === undefined || (fn === 'wrapped' && reader.ofClass)) return [];
  const ddl = createDdl(context, reader.identifier);
  if (fn === 'wrapped') return [ddl.opaque({ start: 0, end: 0 }, 'another function makes the migration')];
  return stepsOf(execute(fn, { context, unit, bound: new Map() }, reader.roles, reader.thisRole), ddl, reader);
}

/** The steps of calls that were executed: those that may not run say nothing but which tables they change. */
export function stepsOf(executed: readonly Executed[], ddl: Ddl, reader: MigrationReader): readonly SchemaStep[] {
  return executed.flatMap(call => {
    const steps =
      call.kind === 'call'
        ? reader.read(call, ddl)
        : (reader.readUnknown?.(call, ddl) ?? [ddl.opaque(call.span, 'what the called function does is not known')]);
    return call.certain ? steps : weaken(steps);
  });
}

/** The function of a unit that applies a migration. `wrapped`: there is one, made by a call that cannot be followed. */
function applyingFunction(unit: CodeFacts): FunctionId | 'wrapped' | undefined {
  const own = unit.functions.find(fn => fn.name === 'up' && fn.parent === undefined && !fn.static);
  if (own) return own.id;
  const wrapped = unit.exports.some(
    fact =>
      fact.kind === 'value' &&
      (((fact.name === 'up' || fact.name === 'default') && fact.value.kind === 'call') ||
        (fact.value.kind === 'object' &&
          fact.value.entries.some(({ key, value }) => key === 'up' && value.kind === 'call'))),
  );
  return wrapped ? 'wrapped' : undefined;
}
