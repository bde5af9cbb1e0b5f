import type { CallChain } from '../../core/facts/calls';
import type { Entity, UnitPlace } from './entity';
import type { Resolution } from './resolution';

/** `withTrace(async id => …)`, `createAction().handler(async () => …)`: calling what it gives runs the function. */
export function wrappedFunction(at: UnitPlace, chain: CallChain, resolve: Resolution['value']): Entity | undefined {
  const args = chain.links.at(-1)?.args ?? [];
  const given = args.map(({ value }) =>
    value.kind === 'function' || value.kind === 'ref' || value.kind === 'call' ? resolve(at, value) : undefined,
  );
  const index = wrappedArgument(chain, argument => given[argument]?.kind === 'function');
  const found = index === undefined ? undefined : given[index];
  return found?.kind === 'function' ? { ...found, wrapped: true } : undefined;
}

/**
 * The position of the function that runs when the result of the chain is called: the only one that its last call is given,
 * by whatever name and out of whatever package. Undefined for what keeps results, gathers calls or puts them off: calling
 * that is not calling the function, and for what calls the function by itself when something happens.
 */
function wrappedArgument(chain: CallChain, isFunction: (argument: number) => boolean): number | undefined {
  const last = chain.links.at(-1);
  if (last?.form !== 'call') return undefined;
  const names = chain.links.map(({ name }) => name);
  const { root } = chain;
  if (root.kind === 'ref') names.push(...root.path, root.root.kind === 'outer' ? root.root.name : '');
  if (root.kind === 'ref' && root.root.kind === 'local') names.push(root.root.binding.split(/[:/]/).at(-1) ?? '');
  if (names.some(name => KEEPS.test(name) || LISTENS.test(name))) return undefined;
  const given = last.args.flatMap(({ spread }, index) => (!spread && isFunction(index) ? [index] : []));
  return given.length === 1 ? given[0] : undefined;
}

const KEEPS = /cache|memo|once|dedupe|dedup|loader|batch|debounce|throttle|queue|singleflight|coalesce/i;
/** What they give is a way to stop listening. */
const LISTENS =
  /^(?:on|once|off|subscribe|listen|watch|observe|schedule|effect|then|catch|finally|set(?:Timeout|Interval|Immediate)|add\w*Listener|on[A-Z]\w*|use[A-Z]?\w*Effect)$/;
