import type { CallChain, FunctionId, Guard, Link } from '../../core/facts/calls';
import type { Value } from '../../core/facts/values';
import type { Span } from '../../core/text';
import { type Bound, follow, functionOf, type Located, outside, type Scope } from './evaluate';
import { asksForExistence, isExistenceCheck } from './existence';
import { outermostLoop, roundsOf } from './loops';
import type { Executed, Roles } from './migration-call';

/** Runs a function without running it: its calls on handles, with loops over constants unrolled and helpers followed. */
export function execute(fn: FunctionId, scope: Scope, roles: Roles, thisRole?: string): readonly Executed[] {
  const run = new Run(thisRole);
  run.body(fn, bindParameters(fn, scope, roles), true);
  return run.executed;
}

/** The same for a function that is an argument. */
export function executeCallback(argument: Located, roles: Roles, thisRole?: string): readonly Executed[] | undefined {
  const found = functionOf(argument);
  return found && execute(found.fn, found.scope, roles, thisRole);
}

function bindParameters(fn: FunctionId, scope: Scope, roles: Roles): Scope {
  const bound = new Map(scope.bound);
  for (const binding of scope.unit.bindings) {
    if (binding.parameter?.function !== fn) continue;
    const value = roles(binding.parameter.index, binding.path);
    if (value) bound.set(binding.id, value);
    else if (binding.value) bound.set(binding.id, { kind: 'value', value: { value: binding.value, scope } });
  }
  return { ...scope, bound };
}

/** More rounds of loops and helpers than a person writes. */
const MAX_EXECUTED = 5_000;
const MAX_NESTING = 12;

class Run {
  readonly executed: Executed[] = [];
  private nesting = 0;

  constructor(private readonly thisRole: string | undefined) {}

  body(fn: FunctionId, scope: Scope, certain: boolean): void {
    if (this.nesting >= MAX_NESTING) return;
    this.nesting += 1;
    const calls = scope.unit.calls.filter(call => call.in === fn);
    this.calls(calls, fn, scope, certain, new Set());
    this.nesting -= 1;
  }

  private calls(
    calls: readonly CallChain[],
    fn: FunctionId,
    scope: Scope,
    certain: boolean,
    entered: ReadonlySet<string>,
  ): void {
    for (let at = 0; at < calls.length && this.executed.length < MAX_EXECUTED; ) {
      const call = calls[at];
      if (!call) break;
      const loop = outermostLoop(call, fn, scope.unit, entered);
      if (!loop) {
        this.call(call, scope, certain && holds(call.guards, scope));
        at += 1;
        continue;
      }
      let end = at;
      while (calls[end]?.loops.includes(loop.id)) end += 1;
      const inside = calls.slice(at, end);
      const within = new Set([...entered, loop.id]);
      const rounds = roundsOf(loop, scope);
      for (const bound of rounds ?? [scope]) this.calls(inside, fn, bound, certain && rounds !== undefined, within);
      at = end;
    }
  }

  private call(chain: CallChain, scope: Scope, certain: boolean): void {
    const target = this.targetOf(chain, scope);
    const until = chain.links.findIndex(({ name }) => PROMISE.has(name));
    const links = until < 0 ? chain.links : chain.links.slice(0, until);
    const span = scope.site ?? chain.span;
    if (target && links.length > 0 && !(links.length === 1 && links[0]?.name === '')) {
      this.executed.push({ kind: 'call', chain, links, scope, role: target.role, path: target.path, span, certain });
    } else this.plainCall(links, chain, scope, certain, span);
    for (const link of until < 0 ? [] : chain.links.slice(until)) {
      if (link.name === 'then') this.callbacks(link, chain, scope, certain);
    }
  }

  /** The handle a chain starts from. */
  private targetOf(
    chain: CallChain,
    scope: Scope,
  ): { readonly role: string; readonly path: readonly string[] } | undefined {
    const { root } = chain;
    if (root.kind !== 'ref') return undefined;
    return this.handleOf(root, scope);
  }

  private handleOf(
    value: Value,
    scope: Scope,
    depth = 0,
  ): { readonly role: string; readonly path: readonly string[] } | undefined {
    if (value.kind !== 'ref' || depth > MAX_NESTING) return undefined;
    const { root, path } = value;
    if (root.kind === 'this') return this.thisRole === undefined ? undefined : { role: this.thisRole, path };
    if (root.kind !== 'local') return undefined;
    const bound = scope.bound.get(root.binding);
    if (bound?.kind === 'role') return { role: bound.role, path: [...bound.path, ...path] };
    if (bound) return this.handleOf(bound.value.value, bound.value.scope, depth + 1);
    // `const schema = knex.schema`, `const { schema } = knex`.
    const binding = scope.unit.bindings.find(({ id }) => id === root.binding);
    const aliased = binding?.writes.length === 0 && binding.value && this.handleOf(binding.value, scope, depth + 1);
    return aliased ? { role: aliased.role, path: [...aliased.path, ...(binding?.path ?? []), ...path] } : undefined;
  }

  /** A function of the project, or one that runs callbacks: `tables.forEach(…)`, `Promise.all(…)`. */
  private plainCall(links: readonly Link[], chain: CallChain, scope: Scope, certain: boolean, span: Span): void {
    const handles = links.flatMap(({ args }) => args).filter(({ value }) => this.handleOf(value, scope) !== undefined);
    const [only, ...more] = links;
    if (only && more.length === 0 && (handles.length > 0 || this.isLocal(chain, scope))) {
      const helper = only.form === 'call' ? helperOf(chain, scope) : undefined;
      if (helper) {
        const inside: Scope = helper.scope.unit === scope.unit ? helper.scope : { ...helper.scope, site: span };
        this.body(helper.fn, bindParameters(helper.fn, inside, this.argumentsOf(only, scope)), certain);
        return;
      }
    }
    if (handles.length > 0 && !isHarmless(chain) && !asksForExistence(chain, scope))
      this.executed.push({ kind: 'unknown', chain, scope, span, certain });
    for (const link of links) this.callbacks(link, chain, scope, certain);
  }

  /** A function declared inside the one that runs sees its handles without being given them. */
  private isLocal(chain: CallChain, scope: Scope): boolean {
    const { root } = chain;
    return root.kind === 'ref' && root.root.kind === 'local' && functionOf({ value: root, scope }) !== undefined;
  }

  private argumentsOf(link: Link, scope: Scope): Roles {
    return (index, path) => {
      const argument = link.args[index];
      if (!argument || argument.spread) return undefined;
      const handle = this.handleOf(argument.value, scope);
      if (handle) return { kind: 'role', role: handle.role, path: [...handle.path, ...path] };
      const passed = memberHandle(argument.value, path, value => this.handleOf(value, scope));
      if (passed) return passed;
      const value =
        path.length === 0 ? { value: argument.value, scope } : follow({ value: argument.value, scope }, path);
      return value && { kind: 'value', value };
    };
  }

  private callbacks(link: Link, chain: CallChain, scope: Scope, certain: boolean): void {
    for (const { value } of link.args) {
      if (value.kind !== 'function') continue;
      const loop = scope.unit.loops.find(({ callback, call }) => callback === value.function && call === chain.id);
      if (!loop) {
        this.body(value.function, scope, certain);
        continue;
      }
      const rounds = roundsOf(loop, scope);
      for (const bound of rounds ?? [scope]) this.body(value.function, bound, certain && rounds !== undefined);
    }
  }
}

const PROMISE: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** `{ knex }` handed over as an object. */
function memberHandle(
  value: Value,
  path: readonly string[],
  handleOf: (value: Value) => { readonly role: string; readonly path: readonly string[] } | undefined,
): Bound | undefined {
  const [first, ...rest] = path;
  if (value.kind !== 'object' || first === undefined) return undefined;
  const entry = value.entries.findLast(({ key }) => key === first);
  const handle = entry && handleOf(entry.value);
  return handle && { kind: 'role', role: handle.role, path: [...handle.path, ...rest] };
}

function helperOf(chain: CallChain, scope: Scope): { readonly fn: FunctionId; readonly scope: Scope } | undefined {
  if (chain.root.kind !== 'ref') return undefined;
  const [link] = chain.links;
  const value: Value =
    !link || link.name === '' ? chain.root : { ...chain.root, path: [...chain.root.path, ...link.via, link.name] };
  const direct = functionOf({ value, scope });
  if (direct) return direct;
  const found = scope.context.resolve(value);
  if (found?.kind !== 'declared' || found.rest.length > 0) return undefined;
  const fact = found.unit.functions.find(fn => fn.id === found.name && fn.parent === undefined);
  return fact && { fn: fact.id, scope: outside(found.at, found.unit, scope) };
}

/** `console.log(knex.client)`. */
function isHarmless({ root }: CallChain): boolean {
  return root.kind === 'ref' && root.root.kind === 'outer' && root.root.name === 'console';
}

/** True when nothing but what the database already has decides whether a call runs. */
function holds(guards: readonly Guard[], scope: Scope): boolean {
  return guards.every(({ condition }) => isExistenceCheck(condition, scope));
}
