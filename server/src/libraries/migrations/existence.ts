import type { CallChain } from '../../core/facts/calls';
import type { Ref, Value } from '../../core/facts/values';
import { type Scope, textWithHoles } from './evaluate';

/** Deeper than people write conditions. */
const MAX_DEPTH = 12;

const EXISTENCE =
  /^(?:has(?:Table|Column|Index|Schema|View)|(?:table|column|index|constraint)Exists|describeTable|showIndex|showConstraint|showAllTables|getTable|getTables|findColumnByName|getForeignKeyReferencesForTable|columnInfo)$/;

/** `if (!(await knex.schema.hasTable('users')))`: a migration that may be run twice; the steps say what it leaves behind. */
export function isExistenceCheck(condition: Value, scope: Scope, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const { unit } = scope;
  switch (condition.kind) {
    case 'call': {
      const chain = unit.calls.find(({ id }) => id === condition.call);
      if (chain && asksForExistence(chain, scope)) return true;
      // `columns.some(…)`, `table.columns.find(…)`.
      return chain?.root.kind === 'ref' || chain?.root.kind === 'call'
        ? isExistenceCheck(chain.root, scope, depth + 1)
        : false;
    }
    case 'ref': {
      if (condition.root.kind !== 'local') return false;
      const { binding: id } = condition.root;
      const binding = unit.bindings.find(one => one.id === id);
      if (binding?.value) return isExistenceCheck(binding.value, scope, depth + 1);
      const callback = unit.functions.find(fn => fn.id === binding?.parameter?.function)?.callbackOf;
      const chain = callback && unit.calls.find(call => call.id === callback.call);
      return chain ? asksForExistence(chain, scope) : false;
    }
    case 'opaque':
      return condition.uses.length > 0 && condition.uses.every(use => isExistenceCheck(use, scope, depth + 1));
    case 'choice':
      return condition.of.every(one => isExistenceCheck(one, scope, depth + 1));
    default:
      return false;
  }
}

/** By the tool's own method, by a helper of such a name, or by a query of the catalog. */
export function asksForExistence({ root, links }: CallChain, scope: Scope): boolean {
  if (links.some(({ name }) => EXISTENCE.test(name))) return true;
  const called = root.kind === 'ref' && links[0]?.name === '' ? (root.path.at(-1) ?? nameOfRoot(root, scope)) : '';
  if (EXISTENCE.test(called)) return true;
  return links.some(({ args }) => args.some(({ value }) => CATALOG.test(textWithHoles({ value, scope }) ?? '')));
}

const CATALOG =
  /\b(?:information_schema|pg_(?:catalog|class|tables|indexes|constraint|attribute|type)|to_regclass|sqlite_master|pragma\s+\w+|show\s+(?:columns|tables|index|create))\b/i;

function nameOfRoot({ root }: Ref, { unit }: Scope): string {
  if (root.kind === 'outer') return root.name;
  return root.kind === 'local' ? (unit.bindings.find(({ id }) => id === root.binding)?.name ?? '') : '';
}
