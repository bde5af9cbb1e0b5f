import assert from 'node:assert/strict';
import { createGuard, type Guard } from '../../../server/src/model/handles/guard';
import { createGraph, type Graph } from '../../../server/src/model/tracking';

describe('the guard of resolution', () => {
  let graph: Graph;
  let guard: Guard;

  beforeEach(() => {
    graph = createGraph();
    guard = createGuard(graph);
  });

  /** Names that lead to other names, the first of them that denotes something, or to themselves where they are values. */
  function follow(name: string, ask: Guard['shared']): string | undefined {
    return ask(name, () => {
      const leadsTo = graph.input<string>('names', name);
      if (leadsTo === undefined) return undefined;
      if (leadsTo.startsWith('=')) return leadsTo;
      for (const next of leadsTo.split(' ')) {
        const found = follow(next, ask);
        if (found !== undefined) return found;
      }
      return undefined;
    });
  }

  function name(key: string, leadsTo: string): void {
    graph.setInput('names', key, leadsTo, leadsTo);
  }

  function read(reader: string, key: string): string | undefined {
    return graph.derive('reader', reader, () => follow(key, guard.shared));
  }

  it('finds what several ask once', () => {
    name('a', 'b');
    name('b', '=1');
    assert.equal(read('first', 'a'), '=1');
    assert.equal(read('second', 'a'), '=1');
    assert.equal(graph.runs('resolved'), 2);
  });

  it('finds it again when what it was found by has changed, and tells only whom it concerns', () => {
    name('a', 'b');
    name('b', '=1');
    name('c', '=1');
    read('first', 'a');
    name('a', 'c');
    assert.equal(read('first', 'a'), '=1');
    assert.equal(graph.runs('reader'), 1);
    name('c', '=2');
    assert.equal(read('first', 'a'), '=2');
    assert.equal(graph.runs('reader'), 2);
  });

  it('says of a circle what following it afresh says, wherever it was entered before', () => {
    for (const first of ['a', 'b', 'c', 'd']) {
      graph = createGraph();
      guard = createGuard(graph);
      name('a', 'b c');
      name('b', 'a d');
      name('c', '=c');
      name('d', '=d');
      read('first', first);
      assert.equal(read('a', 'a'), '=d', `after ${first}`);
      assert.equal(read('b', 'b'), '=c', `after ${first}`);
    }
  });

  it('follows what leads into a circle when the circle is opened', () => {
    name('a', 'b');
    name('b', 'a');
    assert.equal(read('first', 'a'), undefined);
    name('b', '=1');
    assert.equal(read('first', 'a'), '=1');
  });

  it('keeps apart what is found while calls are followed', () => {
    const mode = () => guard.shared('mode', () => (guard.followsCalls() ? 'calls' : 'values'));
    assert.equal(graph.derive('reader', 'values', mode), 'values');
    assert.equal(
      graph.derive('reader', 'calls', () => guard.followingCalls(mode)),
      'calls',
    );
    assert.equal(graph.derive('reader', 'values again', mode), 'values');
    assert.equal(guard.followsCalls(), false);
  });

  it('gives up on what nobody would follow', () => {
    const deep = (level: number): string | undefined => guard.shared(`level ${level}`, () => deep(level + 1));
    assert.equal(
      graph.derive('reader', 'deep', () => deep(0)),
      undefined,
    );
  });
});
