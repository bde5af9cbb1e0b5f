import assert from 'node:assert/strict';
import type { SqlFlavor } from '../../../server/src/frontends/sql/scan';
import { splitStatements } from '../../../server/src/frontends/sql/split';

function texts(script: string, flavor?: SqlFlavor): readonly string[] {
  return splitStatements(script, flavor).map(({ start, end }) => script.slice(start, end));
}

describe('splitting a script', () => {
  const cases: readonly (readonly [name: string, script: string, expected: readonly string[], flavor?: SqlFlavor])[] = [
    ['nothing', '', []],
    ['comments alone', '-- a;\n/* b; */', []],
    ['the last statement without a delimiter', 'select 1; select 2', ['select 1', 'select 2']],
    ['comments before a statement stay outside', '-- one;\nselect 1 -- two;\n, 2;', ['select 1 -- two;\n, 2']],
    ['empty statements', ';;select 1;;', ['select 1']],
    ['a byte order mark', '\uFEFFselect 1;', ['select 1']],
    ['CRLF', 'select 1;\r\nselect 2;\r\n', ['select 1', 'select 2']],
    [
      'quotes and doubled quotes',
      `select ';' || 'it''s;' as "a;""b"; select 2`,
      [`select ';' || 'it''s;' as "a;""b"`, 'select 2'],
    ],
    [
      'a backslash is plain in a standard literal',
      String.raw`select '\'; select 2`,
      [String.raw`select '\'`, 'select 2'],
    ],
    ['a backslash escapes in E strings', String.raw`select e'\';'; select 2`, [String.raw`select e'\';'`, 'select 2']],
    ['dollar quotes', 'do $$ a; b $$; do $x$ $$; $x$;', ['do $$ a; b $$', 'do $x$ $$; $x$']],
    ['a dollar in a name or number opens nothing', 'select a$b$c; select $1', ['select a$b$c', 'select $1']],
    ['nested comments', 'select /* a /* ; */ ; */ 1; select 2', ['select /* a /* ; */ ; */ 1', 'select 2']],
    [
      'the statements of a rule',
      'create or replace rule r as on insert to t do (select 1; notify a); select 2',
      ['create or replace rule r as on insert to t do (select 1; notify a)', 'select 2'],
    ],
    ['an open parenthesis elsewhere', 'select (1; select 2', ['select (1', 'select 2']],
    ['COPY data', "copy t from stdin;\na;b\t'\n\\.\nselect 1;", ['copy t from stdin', 'select 1']],
    [
      'COPY data in CRLF',
      'COPY t (a) FROM stdin WITH (x);\r\na;b\r\n\\.\r\nselect 1;',
      ['COPY t (a) FROM stdin WITH (x)', 'select 1'],
    ],
    ['COPY data without an end', 'copy t from stdin;\na;b\n', ['copy t from stdin']],
    ['psql commands', "\\connect it's\n\\set x 1\nselect 1 \\gexec\nselect 2;", ['select 1', 'select 2']],
    [
      'BEGIN ATOMIC',
      'create function f() returns int begin atomic select 1; select case when a then 1 end; end; select 2',
      ['create function f() returns int begin atomic select 1; select case when a then 1 end; end', 'select 2'],
    ],
    ['a transaction is no body', 'begin; create table a (b int); end;', ['begin', 'create table a (b int)', 'end']],
    ['an unterminated literal runs to the end', "select 1; select 'a; b", ['select 1', "select 'a; b"]],
    [
      'DELIMITER',
      'DELIMITER //\ncreate procedure p() begin select 1; end//\nDELIMITER ;\nselect 2;',
      ['create procedure p() begin select 1; end', 'select 2'],
      'mysql',
    ],
    [
      'a MySQL body',
      'create trigger a before insert on t for each row begin if x then set y = 1; end if; set z = 2; end; select 2',
      [
        'create trigger a before insert on t for each row begin if x then set y = 1; end if; set z = 2; end',
        'select 2',
      ],
      'mysql',
    ],
    [
      'MySQL literals and comments',
      "select '\\';', `a;b` # c;\n; select 2--3",
      ["select '\\';', `a;b`", 'select 2--3'],
      'mysql',
    ],
    ['SQLite names', 'select [a;b], `c;d`; select 2', ['select [a;b], `c;d`', 'select 2'], 'sqlite'],
  ];
  for (const [name, script, expected, flavor] of cases) {
    it(name, () => assert.deepEqual(texts(script, flavor), expected));
  }

  it('splits 100,000 statements', () => {
    // A splitter that is not linear would run into mocha's limit here.
    const script = "INSERT INTO users (id, name) VALUES (1, 'a;b'); -- note\n".repeat(100_000);
    assert.equal(splitStatements(script).length, 100_000);
  });
});
