import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { loadPostgres } from '../../../server/src/frontends/sql/dialects/postgres';
import { sqlFrontend } from '../../../server/src/frontends/sql/index';

const library = createRequire(__filename)('libpg-query') as { parseSync: (text: string) => unknown };

/** The texts that the grammar is given while `run` runs. */
function parsedBy(run: () => void): readonly string[] {
  const original = library.parseSync;
  const texts: string[] = [];
  library.parseSync = text => {
    texts.push(text);
    return original(text);
  };
  try {
    run();
  } finally {
    library.parseSync = original;
  }
  return texts;
}

const uri = 'file:///db/schema.sql';
const script = [
  '\\connect shop',
  'create table a (id int); -- first',
  "insert into a values (1, ';');",
  'copy a from stdin;',
  '1\tx;',
  '\\.',
  'create index on a (id);',
  'create function f() returns int language sql begin atomic select 1; select 2; end;',
  'create table é (id int)',
].join('\n');

describe('parses of a script', () => {
  before(loadPostgres);

  it('are one, whatever stands between its statements', () => {
    const texts = parsedBy(() => {
      const { facts } = sqlFrontend.extract({ uri, text: script });
      assert.equal(facts.units.length, 6);
      assert.deepEqual(facts.problems, []);
    });
    assert.equal(texts.length, 1);
  });

  it('give what statement by statement gives', () => {
    const together = sqlFrontend.extract({ uri, text: script }).facts;
    // What was read before is taken from there: an extraction that grows by one statement reads each alone.
    let alone = sqlFrontend.extract({ uri, text: '' });
    for (let at = script.indexOf(';'); at >= 0; at = script.indexOf(';', at + 1)) {
      alone = sqlFrontend.extract({ uri, text: script.slice(0, at + 1) }, alone);
    }
    assert.deepEqual(sqlFrontend.extract({ uri, text: script }, alone).facts, together);
  });

  it('are one for the one statement that was edited', () => {
    const lines = Array.from({ length: 5_000 }, (_, n) => `create index i${n} on a (c${n});`);
    const before = sqlFrontend.extract({ uri, text: lines.join('\n') });
    lines[2_500] = 'create index edited on a (b);';
    const texts = parsedBy(() => {
      const { facts } = sqlFrontend.extract({ uri, text: lines.join('\n') }, before);
      assert.equal(facts.units.length, 5_000);
    });
    assert.deepEqual(texts, ['create index edited on a (b)']);
  });

  it('are few where a statement is broken', () => {
    const lines = Array.from({ length: 500 }, (_, n) => `create index i${n} on a (c${n});`);
    lines[250] = 'create indx on a (b);';
    const texts = parsedBy(() => {
      const { facts } = sqlFrontend.extract({ uri, text: lines.join('\n') });
      assert.equal(facts.problems.length, 1);
      assert.equal(facts.units.length, 500);
    });
    assert.ok(texts.length < 10, String(texts.length));
  });

  it('are none of the text of another dialect', () => {
    const texts = parsedBy(() => {
      sqlFrontend.extract({ uri, text: 'create table a (id int);', dialect: 'mysql' });
      assert.deepEqual(sqlFrontend.extract({ uri, text: 'select 1', dialect: 'sqlserver' }).facts.units, []);
    });
    assert.deepEqual(texts, []);
  });

  it('follow the dialect of the project', () => {
    const { facts } = sqlFrontend.extract({ uri, text: 'create table a (id int)', dialect: 'cockroach' });
    assert.deepEqual(
      facts.units.map(unit => (unit.kind === 'statement' ? unit.dialect : '')),
      ['cockroach'],
    );
  });
});
