import assert from 'node:assert/strict';
import { createOneRunGraph } from '../../server/src/model/one-run-graph';

describe('the graph of one run', () => {
  it('computes once, and again only what was computed from something provisional', () => {
    const graph = createOneRunGraph();
    graph.setInput('file', 'a', 1, '1');
    graph.setInput('file', 'b', 0, 'unread', true);
    const a = () => graph.derive('a', '', () => graph.input<number>('file', 'a') ?? 0);
    const b = () => graph.derive('b', '', () => graph.input<number>('file', 'b') ?? 0);
    const sum = () => graph.derive('sum', '', () => a() + b());
    assert.equal(sum(), 1);
    assert.equal(sum(), 1);
    assert.deepEqual([graph.runs('a'), graph.runs('b'), graph.runs('sum')], [1, 1, 1]);
    graph.setInput('file', 'b', 5, '5');
    assert.equal(sum(), 6);
    graph.setInput('other', '', 1, '1');
    assert.equal(sum(), 6);
    assert.deepEqual([graph.runs('a'), graph.runs('b'), graph.runs('sum')], [1, 2, 2]);
  });

  it('forgets everything when something changes that was relied on', () => {
    const graph = createOneRunGraph();
    const read = () => graph.derive('read', '', () => graph.input<number>('file', 'a') ?? 0);
    assert.equal(read(), 0);
    graph.setInput('file', 'a', 1, '1');
    assert.equal(read(), 1);
    graph.setInput('file', 'a', 2, '1');
    assert.equal(read(), 1, 'the fingerprint is the one it had');
    graph.removeInput('file', 'a');
    assert.equal(read(), 0);
  });

  it('keeps nothing of a computation that fails, and what survives one depends on what led to it', () => {
    const graph = createOneRunGraph();
    graph.setInput('file', 'a', false, 'unread', true);
    const failing = () =>
      graph.derive('failing', '', () => {
        if (!graph.input<boolean>('file', 'a')) throw new Error('not yet');
        return 'there';
      });
    const surviving = () =>
      graph.derive('surviving', '', () => {
        try {
          return failing();
        } catch {
          return 'missing';
        }
      });
    assert.equal(surviving(), 'missing');
    graph.setInput('file', 'a', true, 'read');
    assert.equal(surviving(), 'there');
  });

  it('does not let a computation change what it reads', () => {
    const graph = createOneRunGraph();
    assert.throws(() => graph.derive('bad', '', () => graph.setInput('file', 'a', 1, '1')));
  });
});
