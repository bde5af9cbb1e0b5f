import type { Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';
import { isCounter } from './loop-counter';

/** A value in the reader's words: `order.items`; undefined where only the source would say it well. */
export function describeValue(unit: CodeUnit, value: Value): string | undefined {
  switch (value.kind) {
    case 'ref': {
      const root = describeRoot(unit, value);
      return root === undefined || value.path.includes('[]') ? undefined : [root, ...value.path].join('.');
    }
    case 'call': {
      const chain = unit.call(value.call);
      const last = chain?.links.at(-1);
      if (!chain || !last || chain.root.kind === 'other') return undefined;
      // `Object.entries(users)` and `users.filter(…)` are about the users.
      const inner = chain.root.kind === 'ref' && chain.root.root.kind === 'outer' ? last.args[0]?.value : chain.root;
      return inner && describeValue(unit, inner);
    }
    case 'opaque': {
      // The condition of `for (let i = 0; i < users.length; i++)` is about the users.
      const list = value.uses.find(use => !isCounter(unit, use));
      return list && describeValue(unit, list);
    }
    default:
      return undefined;
  }
}

function describeRoot(unit: CodeUnit, value: Value & { kind: 'ref' }): string | undefined {
  switch (value.root.kind) {
    case 'local':
      return unit.binding(value.root.binding)?.name;
    case 'outer':
      return value.root.name;
    case 'this':
    case 'super':
      return value.root.kind;
  }
}
