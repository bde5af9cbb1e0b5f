import assert from 'node:assert/strict';
import { callNamed, guardsOf, loopsOf, readBody, show } from './snippets';

/** body → what holds for the call `db.get()` in it. */
const LOOPS: readonly [string, string][] = [
  ['for (const x of xs) await db.get(x);', 'for-of'],
  ['for (const k in xs) await db.get(k);', 'for-in'],
  ['for await (const x of xs) await db.get(x);', 'for-await'],
  ['for (let i = 0; i < 3; i++) await db.get(i);', 'for'],
  ['while (await db.get()) {}', 'while'],
  ['do {} while (await db.get());', 'do'],
  ['for (const x of await db.get()) use(x);', ''],
  ['for (let i = await db.get(); i < 3; i++) use(i);', ''],
  ['for (const x of xs) for (const y of x.ys) db.get(y);', 'for-of for-of'],
  ['xs.forEach(x => { db.get(x); });', 'forEach'],
  ['xs.forEach(async x => { await db.get(x); });', 'forEach*'],
  ['await Promise.all(xs.map(async x => { await db.get(x); }));', 'map*'],
  ['await Promise.all(xs.map(x => db.get(x)));', 'map*'],
  ['const ps = xs.map(x => db.get(x)); await Promise.all(ps);', 'map*'],
  ['const ys = xs.map(x => db.get(x)); use(ys);', 'map'],
  ['await Promise.allSettled([...xs.map(x => db.get(x)), other()]);', 'map*'],
  ['await xs.reduce(async (last, x) => { await last; await db.get(x); }, a);', 'reduce'],
  ['for (const x of xs) await Promise.all(x.ys.flatMap(y => db.get(y)));', 'flatMap* for-of'],
  ['Array.from(xs, x => db.get(x));', 'from'],
  ['_.map(xs, x => db.get(x));', 'map'],
  ['await pMap(xs, x => db.get(x), { concurrency: 2 });', 'pMap*~'],
  ['await Promise.mapSeries(xs, async x => db.get(x));', 'mapSeries'],
  ['xs.filter(ok).map(x => db.get(x));', 'map'],
  ['xs.values().drop(1).forEach(x => db.get(x));', 'forEach'],
  ['await Array.fromAsync(xs, async x => { await db.get(x); });', 'fromAsync'],
  // lodash, also by named import.
  ['_.each(xs, async x => { await db.get(x); });', 'forEach*'],
  ['_.forIn(xs, (x, key) => db.get(x, key));', 'forIn'],
  ['_.times(3, i => db.get(i));', 'times'],
  ['_.flatMap(xs, x => db.get(x));', 'flatMap'],
  ['_.chain(xs).map(x => db.get(x)).value();', 'map'],
  ['map(xs, x => db.get(x));', 'map'],
  ['forEach(xs, x => { db.get(x); });', 'forEach'],
  ['$.each(xs, (i, x) => db.get(x));', 'forEach'],
  ["every('5 minutes', () => db.get());", ''],
  // Bluebird, p-map and its kin, cursors.
  ['await Bluebird.map(xs, x => db.get(x), { concurrency: 3 });', 'map*~'],
  ['await Promise.resolve(xs).each(x => db.get(x));', 'each'],
  ['await cursor.eachAsync(x => db.get(x));', 'eachAsync'],
  ['await pMap(xs, async x => db.get(x));', 'pMap*'],
  ['await pEachSeries(xs, async x => db.get(x));', 'pEachSeries'],
  ['await pTimes(xs.length, i => db.get(i));', 'times*'],
  ['await pAll(xs.map(x => () => db.get(x)));', 'map'],
  ['await pAll(xs.map(x => () => db.get(x)), { concurrency: 2 });', 'map~'],
  ['await queue.addAll(xs.map(x => () => db.get(x)));', 'map~'],
  ['use(xs.map(x => () => db.get(x)));', ''],
  // The async library.
  ['await async.eachSeries(xs, async x => { await db.get(x); });', 'eachSeries'],
  ['async.each(xs, (x, done) => db.get(x, done), done);', 'each*'],
  ['await async.mapLimit(xs, 5, async x => db.get(x));', 'mapLimit*~'],
  ['await eachLimit(xs, 5, async x => db.get(x));', 'eachLimit*~'],
  ['await forEachOf(xs, async (x, key) => db.get(x));', 'forEachOf*'],
  ['await async.parallel(xs.map(x => () => db.get(x)));', 'map'],
  ['const q = async.queue(async x => { await db.get(x); }, 2); q.push(xs);', ''],
  // A few at a time.
  ['await Promise.all(xs.map(x => limit(() => db.get(x))));', 'map*~'],
  ['for (const x of xs) queue.add(() => db.get(x));', 'for-of~'],
  ['await Promise.all(xs.map(x => this.limiter.schedule(() => db.get(x))));', 'map*~'],
  ['await limit.map(xs, x => db.get(x));', 'map*~'],
  // Run when something happens, whatever they are waited for.
  ['for (const x of xs) await worker.on(x, () => db.get(x));', ''],
  ['await Promise.all(xs.map(x => queue.process(x, async job => db.get(job))));', ''],
  ['for (const x of xs) await consumer.run({ eachMessage: async m => { await db.get(m); } });', ''],
  ["return xs.map(x => cron.schedule('* * * * *', () => db.get(x)));", ''],
  ['return xs.map(x => setInterval(() => db.get(x), 10));', ''],
  ['for (const x of xs) app.put(x, async (req, res) => { await db.get(req); });', ''],
  // Merely defined in the loop.
  ['for (const x of xs) { const later = () => db.get(x); queue(later); }', ''],
  ['for (const x of xs) emitter.on(x, () => db.get(x));', ''],
  ['for (const x of xs) setTimeout(() => db.get(x), 10);', ''],
  // Runs on the spot.
  ['for (const x of xs) await (async () => { await db.get(x); })();', 'for-of'],
  ['for (const x of xs) await db2.$transaction(async tx => { await db.get(tx, x); });', 'for-of'],
  ['for (const x of xs) await retry(() => db.get(x));', 'for-of'],
  ['for (const x of xs) await new Promise(resolve => db.get(x, resolve));', 'for-of'],
  ['for (const x of xs) { function g() { for (const y of x) db.get(y); } g(); }', 'for-of'],
  ['for (const x of xs) switch (x) { case 1: db.get(x); }', 'for-of'],
  ['label: for (const x of xs) { try { db.get(x); } finally { a(); } }', 'for-of'],
];

const AWAITED: readonly [string, string][] = [
  ['await db.get();', 'yes'],
  ['db.get();', 'no'],
  ['void db.get();', 'no'],
  ['return db.get();', 'returned'],
  ['return (await db.get()).rows;', 'yes'],
  ['const row = (await db.get())!;', 'yes'],
  ['const row = await (a ? db.get() : b);', 'yes'],
  ['return a ?? db.get();', 'returned'],
  ['return a && db.get();', 'returned'],
  ['db.get().rows;', 'no'],
  ['const p = db.get(); b(); await p;', 'yes'],
  ['const p = db.get(); return p;', 'returned'],
  ['const p = db.get(); await Promise.all([p, a]);', 'collected'],
  ['await Promise.all([a, db.get()]);', 'collected'],
  ['return Promise.race([a, db.get()]);', 'collected'],
  ['await Promise.all(xs.map(x => db.get(x)));', 'collected'],
  ['await Promise.all(xs.map(async x => { return db.get(x); }));', 'collected'],
  ['await Promise.all(xs.map(async x => { await db.get(x); }));', 'yes'],
  ['const ps = []; for (const x of xs) ps.push(db.get(x)); await Promise.all(ps);', 'collected'],
  ['const ps = []; for (const x of xs) ps.push(await db.get(x));', 'yes'],
  ['await prisma.$transaction([db.get(a), b]);', 'collected'],
  ['await prisma.$transaction(tx => db.get(tx));', 'returned'],
  ['const ps = xs.map(x => db.get(x)); const rows = await Promise.all(ps);', 'collected'],
  ['use(db.get());', 'no'],
  ['for await (const row of db.get()) use(row);', 'yes'],
  ['yield db.get();', 'returned'],
];

const OWN_AWAIT: readonly [string, boolean][] = [
  ['await db.get();', false],
  ['await a(); await db.get();', true],
  ['a(); db.get();', false],
  ['await db.get(await a());', true],
  ['(await connect()).get();', true],
  ['if (b) await a(); db.get();', true],
  ['if (b) { await a(); return; } db.get();', false],
  ['if (b) await a(); else db.get();', false],
  ['const x = b ? await a() : db.get();', false],
  ['await a(); for (const x of xs) db.get(x);', false],
  ['for (const x of xs) { await a(); db.get(x); }', true],
  ['for (const x of xs) await a(x); db.get();', true],
  ['await a(); await Promise.all(xs.map(x => db.get(x)));', false],
  ['await Promise.all(xs.map(async x => { await a(); return db.get(x); }));', true],
  ['await Promise.all(xs.map(async x => { const y = await db.get(x); await a(y); }));', false],
  ['for await (const x of xs) db.get(x);', true],
  ['const later = async () => { await a(); }; db.get();', false],
  ['try { await a(); } catch { db.get(); }', true],
];

const GUARDS: readonly [string, string][] = [
  ['db.get();', ''],
  ['if (a) db.get();', 'a'],
  ['if (!a) db.get();', '!a'],
  ['if (a && b.c) db.get();', 'a b.c'],
  ['if (a || b) db.get(); ', '(a|b)'],
  ['if (a || b) {} else db.get();', '!a !b'],
  ['if (a) return; db.get();', '!a'],
  ['if (!a || !b) throw a; db.get();', 'a b'],
  ['if (a) {} else return; db.get();', 'a'],
  ['if (a) return; else if (b) return; db.get();', '!a !b'],
  ['if (a) use(); else if (b) return; db.get();', ''],
  ['if (a) {} else if (b) db.get();', '!a b'],
  ['const x = a ? db.get() : 1;', 'a'],
  ['const x = a ? 1 : b ? 2 : db.get();', '!a !b'],
  ['a && db.get();', 'a'],
  ['a || db.get();', '!a'],
  ['const x = cache.find(a) ?? db.get();', '!find()'],
  ['if (a) for (const x of xs) { if (!x) continue; db.get(x); }', 'x'],
  ['if (a) xs.forEach(x => db.get(x));', ''],
  ['if (a === 1) db.get();', 'boolean{a}'],
  ['switch (a) { case b: db.get(); }', 'boolean{a,b}'],
  ['{ if (a) return; } db.get();', ''],
  ['for (;;) { if (a) break; db.get(); }', '!a'],
];

describe('TypeScript calls', () => {
  for (const [body, expected] of LOOPS) {
    it(`run in ${expected || 'no loop'}: ${body}`, () => {
      const facts = readBody(body);
      assert.equal(loopsOf(facts, callNamed(facts, 'get')), expected);
    });
  }
  for (const [body, expected] of AWAITED) {
    it(`are awaited, ${expected}: ${body}`, () => assert.equal(callNamed(readBody(body), 'get').awaited, expected));
  }
  for (const [body, expected] of OWN_AWAIT) {
    it(`have ${expected ? 'an' : 'no'} await before: ${body}`, () =>
      assert.equal(callNamed(readBody(body), 'get').ownAwaitBefore, expected));
  }
  for (const [body, expected] of GUARDS) {
    it(`are guarded by ${expected || 'nothing'}: ${body}`, () => {
      const facts = readBody(body);
      assert.equal(guardsOf(facts, callNamed(facts, 'get')), expected);
    });
  }
});

/** body → the awaited properties in it: owner, name, loops. */
const AWAITED_PROPERTIES: readonly [string, string][] = [
  ['const posts = await a.posts;', 'a posts'],
  ['for (const x of xs) use(await x.author.team);', 'x.author team for-of'],
  ['return (await this.posts)!;', 'this posts'],
  ['use(await xs[0].posts);', 'xs.0 posts'],
  // No property, or none of something that this code holds.
  ['await a;', ''],
  ['await a[b];', ''],
  ['await module.ready;', ''],
  ['await a.posts();', ''],
  ['await a.load().posts;', ''],
  ['use(a.posts);', ''],
];

describe('TypeScript properties that are waited for', () => {
  for (const [body, expected] of AWAITED_PROPERTIES) {
    it(`${body} → ${expected || 'none'}`, () => {
      const facts = readBody(body);
      const found = facts.calls.flatMap(call => {
        const [link] = call.links;
        if (link?.form !== 'await' || call.root.kind !== 'ref') return [];
        return [[show(facts, call.root), link.name, loopsOf(facts, call)].join(' ').trim()];
      });
      assert.equal(found.join(), expected);
    });
  }
});

/** loop → elements, iterable, step, writes to the outside, exits. */
const LOOP_FACTS: readonly [string, string][] = [
  ['for (const x of a.items) {}', 'x in a.items'],
  ['for (const { id, ...rest } of xs) {}', 'id rest in xs'],
  ['for (let i = 0; i < xs.length; i++) {}', 'i in boolean{i,xs} unit'],
  ['for (let i = 0; i < a; i += 10) {}', 'i in boolean{i,a} other'],
  ['for (var i = 0; i < a; i += 1) {}', 'i in boolean{i,a} unit'],
  ['while (a) {}', ' in a'],
  ['do {} while (b)', ' in b'],
  ['for (;;) {}', ' in true other'],
  ['xs.map((x, i) => x + i)', 'x i in xs'],
  ['xs.reduce((sum, x, i) => sum + x)', 'x i in xs'],
  ['a.list().map(x => x)', 'x in ?{a}'],
  ['_.forEach(xs, x => x)', 'x in xs'],
  ['_.forIn(xs, (x, key) => x)', 'x key in xs'],
  ['times(a, i => i)', 'i in a'],
  ['async.eachLimit(xs, 5, (x, done) => done())', 'x in xs'],
  ['async.eachOf(xs, (x, key, done) => done())', 'x key in xs'],
  ['async.reduce(xs, 0, (sum, x, done) => done(sum))', 'x in xs'],
  // Runs whenever something is put into it.
  ['async.queue((x, done) => done(), 5).push(xs)', 'none'],
  ['let n = 0; for (const x of xs) { let own = 1; own = 2; n += x; a.b = x; x.c = 1; }', 'x in xs writes n a.b'],
  ['let n = 0; xs.forEach(x => { n++; });', 'x in xs writes n'],
  ['for (const x of xs) { if (x) break; }', 'x in xs exits break(x)'],
  ['for (const x of xs) { switch (x) { case 1: break; } }', 'x in xs'],
  ['for (const x of xs) { if (!x) return 1; throw a; }', 'x in xs exits return(!x) throw(x)'],
  ['for (const x of xs) { try { throw a; } catch {} }', 'x in xs'],
  ['xs.forEach(x => { return x; })', 'x in xs'],
  ['out: for (const x of xs) { while (true) break out; }', 'x in xs exits break()'],
];

describe('TypeScript loops', () => {
  for (const [body, expected] of LOOP_FACTS) {
    it(`${body} → ${expected}`, () => {
      const facts = readBody(body);
      const [loop] = facts.loops;
      assert.equal(loop === undefined, expected === 'none');
      if (!loop) return;
      const name = (id: string) => facts.bindings.find(binding => binding.id === id)?.name ?? id;
      const parts = [`${loop.elements.map(name).join(' ')} in ${show(facts, loop.iterable)}`];
      if (loop.step) parts.push(loop.step);
      if (loop.writesOuter.length > 0) parts.push(`writes ${loop.writesOuter.map(one => show(facts, one)).join(' ')}`);
      const exits = loop.exits.map(
        exit =>
          `${exit.kind}(${exit.guards.map(one => (one.polarity ? '' : '!') + show(facts, one.condition)).join(' ')})`,
      );
      if (exits.length > 0) parts.push(`exits ${exits.join(' ')}`);
      assert.equal(parts.join(' '), expected);
    });
  }
});
