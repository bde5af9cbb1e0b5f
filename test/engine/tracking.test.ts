import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createGraph, type Graph } from '../../server/src/model/tracking';

describe('tracking graph', () => {
  it('computes once while nothing changes', () => {
    const graph = createGraph();
    graph.setInput('number', 'a', 1, '1');
    const double = () => graph.derive('double', 'a', () => (graph.input<number>('number', 'a') ?? 0) * 2);
    assert.equal(double(), 2);
    assert.equal(double(), 2);
    assert.equal(graph.runs('double'), 1);
  });

  it('runs both sides of a diamond once and the join once', () => {
    const graph = createGraph();
    const read = () => graph.input<number>('number', 'a') ?? 0;
    const left = () => graph.derive('left', '', () => read() + 1);
    const right = () => graph.derive('right', '', () => read() + 2);
    const join = () => graph.derive('join', '', () => left() * right());
    graph.setInput('number', 'a', 1, '1');
    assert.equal(join(), 6);
    graph.setInput('number', 'a', 2, '2');
    assert.equal(join(), 12);
    assert.deepEqual(
      ['left', 'right', 'join'].map(family => graph.runs(family)),
      [2, 2, 2],
    );
  });

  it('stops where a result comes out equal', () => {
    const graph = createGraph();
    const parity = () => graph.derive('parity', '', () => (graph.input<number>('number', 'a') ?? 0) % 2);
    const name = () => graph.derive('name', '', () => (parity() === 0 ? 'even' : 'odd'));
    graph.setInput('number', 'a', 1, '1');
    assert.equal(name(), 'odd');
    graph.setInput('number', 'a', 3, '3');
    assert.equal(name(), 'odd');
    assert.deepEqual([graph.runs('parity'), graph.runs('name')], [2, 1]);
    graph.setInput('number', 'a', 4, '4');
    assert.equal(name(), 'even');
  });

  it('does nothing for an input with an equal fingerprint', () => {
    const graph = createGraph();
    const copy = () => graph.derive('copy', '', () => graph.input<{ n: number }>('object', '')?.n);
    graph.setInput('object', '', { n: 1 }, 'one');
    assert.equal(copy(), 1);
    graph.setInput('object', '', { n: 1 }, 'one');
    assert.equal(copy(), 1);
    assert.equal(graph.runs('copy'), 1);
  });

  it('sees an input that is removed and one that appears after it was missed', () => {
    const graph = createGraph();
    const present = () => graph.derive('present', '', () => graph.input<number>('number', 'a') !== undefined);
    assert.equal(present(), false);
    graph.setInput('number', 'a', 1, '1');
    assert.equal(present(), true);
    graph.removeInput('number', 'a');
    assert.equal(present(), false);
    graph.removeInput('number', 'a');
    assert.equal(present(), false);
    assert.equal(graph.runs('present'), 3);
  });

  it('forgets a dependency that a later run no longer reads', () => {
    const graph = createGraph();
    const pick = () =>
      graph.derive('pick', '', () =>
        graph.input<string>('text', 'which') === 'a' ? graph.input('text', 'a') : graph.input('text', 'b'),
      );
    graph.setInput('text', 'which', 'a', 'a');
    graph.setInput('text', 'a', 'A', 'A');
    graph.setInput('text', 'b', 'B', 'B');
    assert.equal(pick(), 'A');
    graph.setInput('text', 'which', 'b', 'b');
    assert.equal(pick(), 'B');
    graph.setInput('text', 'a', 'changed', 'changed');
    assert.equal(pick(), 'B');
    assert.equal(graph.runs('pick'), 2);
  });

  it('takes the fingerprint that a computation brings along', () => {
    const graph = createGraph();
    const row = () =>
      graph.derive(
        'row',
        '',
        () => ({ key: 'k', at: graph.input<number>('number', 'a') }),
        value => value.key,
      );
    const key = () => graph.derive('key', '', () => row().key);
    graph.setInput('number', 'a', 1, '1');
    key();
    graph.setInput('number', 'a', 2, '2');
    key();
    assert.deepEqual([graph.runs('row'), graph.runs('key')], [2, 1]);
    assert.equal(row().at, 2);
  });

  it('keeps nothing of a computation that throws and runs it again', () => {
    const graph = createGraph();
    const strict = () =>
      graph.derive('strict', '', () => {
        const value = graph.input<number>('number', 'a');
        if (value === undefined) throw new Error('missing');
        return value;
      });
    assert.throws(strict, /missing/);
    assert.throws(strict, /missing/);
    graph.setInput('number', 'a', 1, '1');
    assert.equal(strict(), 1);
    graph.removeInput('number', 'a');
    assert.throws(strict, /missing/);
    graph.setInput('number', 'a', 1, '1');
    assert.equal(strict(), 1);
  });

  it('recomputes a reader that caught the failure of what it read', () => {
    const graph = createGraph();
    const strict = () =>
      graph.derive('strict', '', () => {
        const value = graph.input<number>('number', 'a');
        if (value === undefined) throw new Error('missing');
        return value;
      });
    const lenient = () =>
      graph.derive('lenient', '', () => {
        try {
          return strict();
        } catch {
          return -1;
        }
      });
    assert.equal(lenient(), -1);
    graph.setInput('number', 'a', 5, '5');
    assert.equal(lenient(), 5);
  });

  it('names a computation that reads itself', () => {
    const graph = createGraph();
    const loop = (): number => graph.derive('loop', 'x', () => loop() + 1);
    assert.throws(loop, /a computation reads itself: loop x/);
  });

  it('refuses a changed input while a computation runs', () => {
    const graph = createGraph();
    const writer = () => graph.derive('writer', '', () => graph.setInput('number', 'a', 1, '1'));
    assert.throws(writer, /while a computation runs/);
  });

  it('sweeps what nobody has read since the last change, and computes it again when it is asked for', () => {
    const graph = createGraph();
    const read = (key: string) => graph.derive('read', key, () => graph.input<number>('number', key) ?? 0);
    graph.setInput('number', 'a', 1, '1');
    graph.setInput('number', 'b', 2, '2');
    read('a');
    read('b');
    graph.setInput('number', 'c', 3, '3');
    read('a');
    graph.sweep();
    read('a');
    assert.equal(graph.runs('read'), 2);
    assert.equal(read('b'), 2);
    assert.equal(graph.runs('read'), 3);
  });

  it('runs nothing again and compares nothing where a change does not reach', () => {
    const graph = createGraph();
    const compared: string[] = [];
    const named = (name: string, input: string) =>
      graph.derive(
        'named',
        name,
        () => graph.input<number>('number', input) ?? 0,
        value => {
          compared.push(name);
          return String(value);
        },
      );
    const both = () => graph.derive('both', '', () => named('near', 'a') + named('far', 'b'));
    both();
    graph.setInput('number', 'a', 1, '1');
    assert.equal(both(), 1);
    assert.deepEqual(compared, ['near', 'near'], 'the value before and the one after');
    assert.equal(graph.runs('named'), 3);
  });

  it('compares what many read before it suspects any of them', () => {
    const graph = createGraph();
    let looks = 0;
    const names = () => graph.derive('names', '', () => String(graph.input('text', 'body') ?? '').replace(/\d/g, ''));
    const user = (i: number) => graph.derive('user', String(i), () => `${i}${names()}`);
    const users = Array.from({ length: 40 }, (_, i) => i);
    const sum = () =>
      graph.derive(
        'sum',
        '',
        () => users.map(user).join(),
        value => {
          looks += 1;
          return value;
        },
      );
    const outer = () => graph.derive('outer', '', () => sum().length);
    graph.setInput('text', 'body', 'a1', '1');
    outer();
    graph.setInput('text', 'body', 'a2', '2');
    outer();
    assert.deepEqual(
      ['names', 'user', 'sum'].map(family => graph.runs(family)),
      [2, 40, 1],
    );
    assert.equal(looks, 0);
    graph.setInput('text', 'body', 'b', '3');
    assert.equal(user(7), '7b');
    assert.equal(graph.runs('user'), 41, 'the others wait until someone reads them');
    outer();
    assert.deepEqual(
      ['names', 'user', 'sum'].map(family => graph.runs(family)),
      [3, 80, 2],
    );
  });

  it('lets nothing look sound that waits for another comparison', () => {
    const graph = createGraph();
    const number = () => graph.input<number>('number', 'a') ?? 0;
    const many = (name: string, read: () => number) => {
      for (let i = 0; i < 20; i++) graph.derive('reader', `${name} ${i}`, read);
    };
    const inner = () => graph.derive('gate', 'inner', () => number() * 10);
    const between = () => graph.derive('between', '', () => inner() + 1);
    const outer = () => graph.derive('gate', 'outer', () => (number() === 0 ? 0 : number() + between()));
    // The outer one is known to read the input before the inner one is, so that it is compared first.
    outer();
    between();
    many('inner', inner);
    many('outer', outer);
    graph.setInput('number', 'a', 1, '1');
    assert.equal(outer(), 12);
  });

  it('keeps what the result of a wanted computation was made of when it sweeps', () => {
    const graph = createGraph();
    const part = () => graph.derive('part', '', () => graph.input<number>('number', 'a') ?? 0);
    const whole = () => graph.derive('whole', '', () => part() + 1);
    whole();
    graph.setInput('number', 'b', 1, '1');
    whole();
    graph.sweep();
    part();
    assert.equal(graph.runs('part'), 1);
    graph.setInput('number', 'a', 5, '5');
    assert.equal(whole(), 6);
  });

  it('gives what computing everything anew gives, whatever changes in between', () => {
    fc.assert(
      fc.property(fc.array(programStep, { minLength: 1, maxLength: 60 }), steps => {
        const graph = createGraph();
        const inputs = new Map<number, number>();
        for (const step of steps) {
          if (step.kind === 'set') {
            inputs.set(step.input, step.value);
            graph.setInput('input', String(step.input), step.value, String(step.value));
          } else if (step.kind === 'remove') {
            inputs.delete(step.input);
            graph.removeInput('input', String(step.input));
          } else if (step.kind === 'sweep') graph.sweep();
          else {
            const known = (name: number) => inputs.get(name) ?? 0;
            if (step.kind === 'all') for (let cell = 0; cell < CELLS; cell++) outcome(() => tracked(graph, cell));
            assert.equal(
              outcome(() => tracked(graph, step.cell)),
              outcome(() => evaluate(step.cell, known, evaluate)),
            );
          }
        }
      }),
      { seed: 20261122, numRuns: 400, endOnFailure: true },
    );
  });
});

const INPUTS = 6;
/** Enough that the first cells are read by more than a gate needs. */
const CELLS = 80;

const programStep = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), input: fc.nat(INPUTS - 1), value: fc.nat(3) }),
  fc.record({ kind: fc.constant('remove' as const), input: fc.nat(INPUTS - 1) }),
  fc.record({ kind: fc.constant('sweep' as const) }),
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('read' as const, 'all' as const), cell: fc.nat(CELLS - 1) }),
  },
);

type Evaluate = (cell: number, input: (name: number) => number, read: Evaluate) => number;

/**
 * A cell adds up some of the cells before it and an input; which ones depends on what it reads. Small sums come out equal
 * often, some cells fail, and some look whether another one does.
 */
const evaluate: Evaluate = (cell, input, read) => {
  const own = input(cell % INPUTS);
  if (cell < 4) return own % 2;
  if (cell % 11 === 5 && own === 3) throw new Error('three');
  const hub = read(cell % 4, input, read);
  const other = own === 2 ? Math.floor(cell / 2) : Math.floor(cell / 3);
  if (cell % 5 === 0) return outcome(() => read(other, input, read)) === 'three' ? 7 : hub;
  return (hub + read(other, input, read)) % 3;
};

function tracked(graph: Graph, cell: number): number {
  return graph.derive('cell', String(cell), () =>
    evaluate(
      cell,
      name => graph.input<number>('input', String(name)) ?? 0,
      inner => tracked(graph, inner),
    ),
  );
}

function outcome(compute: () => number): number | string {
  try {
    return compute();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}
