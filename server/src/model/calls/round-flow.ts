import type { Argument, CallChain, LoopId } from '../../core/facts/calls';
import type { BindingId, CallRef, Ref, Value } from '../../core/facts/values';
import type { CodeUnit } from '../../core/model';
import type { Query } from '../../core/query';

/** The rounds that decide a value. */
export interface Rounds {
  /** By their elements. */
  readonly dependsOn: ReadonlySet<LoopId>;
  /** By whatever is computed or loaded in them; holds `dependsOn`. */
  readonly variesIn: ReadonlySet<LoopId>;
}

export const NO_ROUNDS: Rounds = { dependsOn: new Set(), variesIn: new Set() };

export interface RoundFlow {
  ofValue(value: Value): Rounds;
  ofArguments(args: readonly Argument[]): Rounds;
  /** What a query asks: its arguments, and the row whose relation it loads. Another client is another question as well. */
  ofQuery(query: Query): Rounds;
  /** The object that the function behind a link of a chain is called on. */
  ofReceiver(call: CallChain, link: number): Rounds;
}

/** What a function is given by those who call it in rounds. */
export interface CalledInRounds {
  readonly parameters: ReadonlyMap<BindingId, { readonly rounds: Rounds }>;
  /** The rounds in which it is called: what it computes by itself may differ in each of them. */
  readonly rounds: readonly LoopId[];
  /** Those that decide which object `this` is. */
  readonly receiver?: Rounds;
}

/** Which rounds flow into the values of a unit: those of its own loops, or for a function that is called in rounds those alone. */
export function createRoundFlow(unit: CodeUnit, called?: CalledInRounds): RoundFlow {
  const loopsOfElement = new Map<BindingId, LoopId>();
  if (!called) {
    for (const loop of unit.facts.loops) for (const element of loop.elements) loopsOfElement.set(element, loop.id);
  }

  function collect(values: readonly Value[]): Rounds {
    const dependsOn = new Set<LoopId>();
    const variesIn = new Set<LoopId>();
    for (const source of values.flatMap(value => unit.sources(value))) add(source, dependsOn, variesIn);
    return dependsOn.size + variesIn.size === 0 ? NO_ROUNDS : { dependsOn, variesIn };
  }

  function add(source: Ref | CallRef, dependsOn: Set<LoopId>, variesIn: Set<LoopId>): void {
    const own = (ids: readonly LoopId[]) => {
      for (const id of called ? called.rounds : ids) variesIn.add(id);
    };
    // What a call gives, or an object holds, may differ each time.
    if (source.kind === 'call') {
      own(unit.call(source.call)?.loops ?? []);
      return;
    }
    if (source.root.kind === 'this') own([]);
    if (source.root.kind !== 'local') return;
    const loop = loopsOfElement.get(source.root.binding);
    if (loop !== undefined) {
      dependsOn.add(loop);
      variesIn.add(loop);
    }
    for (const write of unit.binding(source.root.binding)?.writes ?? []) own(write.loops);
    const given = called?.parameters.get(source.root.binding);
    for (const id of given?.rounds.dependsOn ?? []) dependsOn.add(id);
    for (const id of given?.rounds.variesIn ?? []) variesIn.add(id);
  }

  return {
    ofValue: value => collect([value]),
    ofArguments: args => collect(args.map(({ value }) => value)),
    ofQuery({ chain: { root, links }, relation }) {
      const args = links.flatMap(link => link.args.map(({ value }) => value));
      const receiver = root.kind === 'other' ? root.value : root;
      if (relation !== undefined) return collect([receiver, ...args]);
      const asked = collect(args);
      const by = ofObject(receiver);
      return by.variesIn.size === 0
        ? asked
        : { dependsOn: asked.dependsOn, variesIn: new Set([...asked.variesIn, ...by.variesIn]) };
    },
    ofReceiver({ root, links }, link) {
      const object = ofObject(root.kind === 'other' ? root.value : root);
      const made = collect(links.slice(0, link).flatMap(({ args }) => args.map(({ value }) => value)));
      return {
        dependsOn: new Set([...object.dependsOn, ...made.dependsOn]),
        variesIn: new Set([...object.variesIn, ...made.variesIn]),
      };
    },
  };

  /** A client that an object keeps is another one only on another object. */
  function ofObject(value: Value): Rounds {
    const isOwn = value.kind === 'ref' && value.root.kind === 'this';
    return isOwn ? (called?.receiver ?? NO_ROUNDS) : collect([value]);
  }
}
