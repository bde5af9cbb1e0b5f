import assert from 'node:assert/strict';
import { createGraph } from '../../server/src/model/tracking';

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
});
