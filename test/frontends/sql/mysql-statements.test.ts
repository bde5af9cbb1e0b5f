import assert from 'node:assert/strict';
import type { SchemaStep } from '../../../server/src/core/facts/migrations';
import type { Dialect } from '../../../server/src/core/facts/sql-template';
import { findDialect } from '../../../server/src/frontends/sql/detect-flavor';
import { mysqlColumnType } from '../../../server/src/frontends/sql/dialects/mysql-type';
import { sqlFrontend } from '../../../server/src/frontends/sql/index';
import { showExpression } from './show-expression';

/** The steps of a script, each with its statement's text. */
function read(text: string, dialect: Dialect): readonly { readonly step: SchemaStep; readonly statement: string }[] {
  const { units, starts } = sqlFrontend.extract({ uri: 'file:///a.sql', text, dialect }).facts;
  return units.flatMap((unit, n) =>
    unit.kind === 'statement' ? unit.steps.map(step => ({ step, statement: text.slice(starts[n]) })) : [],
  );
}

function kinds(text: string, dialect: Dialect): readonly string[] {
  return read(text, dialect).map(({ step }) => step.kind);
}

/** The trees of the first index, each with the text that it stands for. */
function showTrees(text: string, dialect: Dialect): string {
  const [{ step, statement } = { step: undefined, statement: '' }] = read(text, dialect);
  assert.ok(step?.kind === 'add-index');
  const trees = [...step.index.columns, step.index.predicate].flatMap(part => part?.tree ?? []);
  return trees.map(tree => `${showExpression(tree)} at ${statement.slice(tree.start, tree.end)}`).join('; ');
}

describe('statements of MySQL', () => {
  it('read the expressions of an index, with their places', () => {
    const sql = (text: string): string => showTrees(text, 'mysql');
    assert.equal(sql('CREATE INDEX i ON t ((lower(`email`)), a(10))'), 'lower(email) at lower(`email`)');
    assert.equal(
      sql('create unique index i on t ( ( a + b ) desc, (year(at)))'),
      '[+](a, b) at a + b; year(at) at year(at)',
    );
    assert.equal(
      sql("CREATE INDEX i ON t ((CAST(doc->>'$.age' AS UNSIGNED)))"),
      '<unsigned>([->>](doc, "$.age")) at CAST(doc->>\'$.age\' AS UNSIGNED)',
    );
    // Of what the grammar does not accept there is the text alone.
    assert.equal(sql('CREATE INDEX i ON t ((a ~~ b))'), '');
  });

  it('give types as information_schema spells them', () => {
    for (const [written, spelled] of [
      ['INTEGER(11) UNSIGNED', 'int unsigned'],
      ['INT(5) ZEROFILL', 'int(5) unsigned zerofill'],
      ['TinyInt(1)', 'tinyint(1)'],
      ['BOOLEAN', 'tinyint(1)'],
      ['NUMERIC', 'decimal(10,0)'],
      ['decimal ( 65, 30 )', 'decimal(65,30)'],
      ['DOUBLE PRECISION', 'double'],
      ['FLOAT(30)', 'double'],
      ['CHARACTER VARYING(20) CHARACTER SET utf8mb4', 'varchar(20)'],
      ['VARCHAR(20) CHARSET binary', 'varbinary(20)'],
      ['DATETIME(3)', 'datetime(3)'],
      ['TIMESTAMP(0)', 'timestamp'],
      ['TEXT(100)', 'text'],
      ['BLOB(70000)', 'mediumblob'],
      ["ENUM( 'a', \"it's\", 'c)' )", "enum('a','it''s','c)')"],
      ['JSON', 'json'],
      ['serial', 'bigint unsigned'],
      ['my_type', undefined],
      ['varchar', undefined],
    ] as const) {
      assert.equal(mysqlColumnType(written), spelled, written);
    }
  });

  it('have spans that cut out what they speak of', () => {
    const text =
      '-- first\nALTER TABLE `a` ADD COLUMN `b` INT NOT NULL /* why */ DEFAULT 3 AFTER `c`, ADD CONSTRAINT `f` FOREIGN KEY (`b`) REFERENCES `d`(`e`) ON DELETE CASCADE, RENAME INDEX `x` TO `y`;';
    const steps = read(text, 'mysql');
    assert.deepEqual(
      steps.map(({ step, statement }) => statement.slice(step.span.start, step.span.end)),
      [
        'ADD COLUMN `b` INT NOT NULL /* why */ DEFAULT 3 AFTER `c`',
        'ADD CONSTRAINT `f` FOREIGN KEY (`b`) REFERENCES `d`(`e`) ON DELETE CASCADE',
        'RENAME INDEX `x` TO `y`',
      ],
    );
    const [added, key] = steps;
    assert.ok(added?.step.kind === 'add-column' && key?.step.kind === 'add-foreign-key');
    const { span, typeSpan, defaultText } = added.step.column;
    assert.equal(added.statement.slice(span.start, span.end), '`b` INT NOT NULL /* why */ DEFAULT 3');
    assert.equal(added.statement.slice(typeSpan?.start, typeSpan?.end), 'INT');
    assert.equal(defaultText, '3');
    const { foreignKey } = key.step;
    assert.match(key.statement.slice(foreignKey.span.start, foreignKey.span.end), /^CONSTRAINT `f`.* CASCADE$/);
  });

  it('say all of a column anew with MODIFY and CHANGE', () => {
    const steps = read(
      "ALTER TABLE a MODIFY b text, CHANGE c d int NOT NULL DEFAULT 1, ALTER e SET DEFAULT 'x'",
      'mysql',
    );
    assert.deepEqual(
      steps.map(({ step }) =>
        step.kind === 'alter-column'
          ? [step.column, step.databaseType, step.nullable, step.generated, step.defaultText]
          : [step.kind],
      ),
      [
        ['b', 'text', true, null, undefined],
        ['rename-column'],
        ['d', 'int', false, null, undefined],
        ['d', undefined, undefined, undefined, '1'],
        ['e', undefined, undefined, undefined, "'x'"],
      ],
    );
  });

  it('are read inside comments that the server reads, and not inside others', () => {
    assert.deepEqual(
      kinds('/*!50001 CREATE VIEW v AS SELECT 1 AS a */; /* DROP TABLE a; */ # DROP TABLE b;\n', 'mysql'),
      ['create-view'],
    );
    assert.deepEqual(kinds('/*M!100100 ALTER TABLE a ADD b int */;', 'mysql'), ['add-column']);
  });

  it('change nothing that is known where they set options, and anything where a routine runs', () => {
    assert.deepEqual(
      kinds('ALTER TABLE a ENGINE=InnoDB, CONVERT TO CHARACTER SET utf8mb4, ALGORITHM=INPLACE', 'mysql'),
      [],
    );
    assert.deepEqual(kinds("CALL add_missing_index('a', 'b')", 'mysql'), ['opaque']);
    assert.deepEqual(kinds('EXECUTE change', 'mysql'), ['opaque']);
  });

  it('are opaque for their table where they are not understood', () => {
    for (const text of [
      'CREATE TABLE a (b int',
      'ALTER TABLE a FROBNICATE b',
      'CREATE INDEX i ON a',
      'ALTER TABLE a ADD',
    ]) {
      const steps = read(text, 'mysql').map(({ step }) => step);
      assert.ok(steps.length > 0 && steps.every(step => step.kind === 'opaque' && step.table?.name === 'a'), text);
    }
  });
});

describe('statements of SQLite', () => {
  it('take the number of the row for a key that fills itself', () => {
    const [created] = read('CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT, c INT, PRIMARY KEY (id))', 'sqlite');
    assert.ok(created?.step.kind === 'create-table');
    assert.deepEqual(
      created.step.columns.map(({ name, nullable, generated }) => [name, nullable, generated]),
      [
        ['id', false, 'identity'],
        ['b', true, undefined],
        ['c', true, undefined],
      ],
    );
  });

  it('know for which columns a partial index leaves out nothing but nulls', () => {
    for (const [predicate, columns] of [
      ['a IS NOT NULL', ['a']],
      ['("a" NOTNULL) AND b is not null', ['a', 'b']],
      ['a NOT NULL AND b', []],
      ['a > 1', []],
      ['a IS NULL', []],
      ['a IS NOT NULL OR b IS NOT NULL', []],
    ] as const) {
      const [step] = read(`CREATE INDEX i ON t (a) WHERE ${predicate}`, 'sqlite').map(entry => entry.step);
      assert.ok(step?.kind === 'add-index');
      const { tree: _, ...predicateFacts } = step.index.predicate ?? {};
      assert.deepEqual(predicateFacts, { text: predicate, notNullOnly: columns });
    }
  });

  it('read the expressions of an index, with their places', () => {
    const sql = (text: string): string => showTrees(text, 'sqlite');
    assert.equal(sql('CREATE INDEX i ON t (lower("Name") COLLATE NOCASE, a)'), 'lower(Name) at lower("Name")');
    assert.equal(
      sql("CREATE INDEX i ON t (a || 'x' DESC) WHERE deleted = 0 AND kind IN ('a', 'b')"),
      '[||](a, "x") at a || \'x\'; [and]([=](deleted, 0), [in](kind, list("a", "b"))) at deleted = 0 AND kind IN (\'a\', \'b\'',
    );
  });

  it('rebuild a table in the steps that they take', () => {
    assert.deepEqual(
      kinds(
        'PRAGMA foreign_keys=OFF; CREATE TABLE "new_A" ("id" INTEGER PRIMARY KEY); INSERT INTO "new_A" SELECT id FROM "A"; DROP TABLE "A"; ALTER TABLE "new_A" RENAME TO "A"; PRAGMA foreign_keys=ON;',
        'sqlite',
      ),
      ['create-table', 'drop-table', 'rename-table'],
    );
  });
});

describe('the dialect of a script', () => {
  it('is known by what only one of them writes', () => {
    for (const [text, dialect] of [
      ['CREATE TABLE a (id int AUTO_INCREMENT)', 'mysql'],
      ['CREATE TABLE a (id int) ENGINE=InnoDB', 'mysql'],
      ['CREATE TABLE a (id bigint(20) unsigned)', 'mysql'],
      ['ALTER TABLE `a` ADD `b` int', 'mysql'],
      ['ALTER TABLE a MODIFY COLUMN b int', 'mysql'],
      ['ALTER TABLE a DROP FOREIGN KEY b', 'mysql'],
      ['CREATE TABLE `a` (`id` integer PRIMARY KEY AUTOINCREMENT)', 'sqlite'],
      ['PRAGMA foreign_keys=OFF;', 'sqlite'],
      ['CREATE TABLE a (b TEXT PRIMARY KEY) WITHOUT ROWID', 'sqlite'],
      ['CREATE TABLE a (id bigserial, b jsonb)', 'postgres'],
      ["SELECT 'a'::text", 'postgres'],
      ['CREATE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql', 'postgres'],
      ["CREATE TYPE mood AS ENUM ('a')", 'postgres'],
      ['CREATE TABLE `a` (`b` Nullable(String)) ENGINE = ReplacingMergeTree(b) ORDER BY b', 'clickhouse'],
      ['CREATE TABLE a (b DateTime64(3)) ORDER BY tuple()', 'clickhouse'],
      ['ALTER TABLE a ON CLUSTER main ADD COLUMN b String', 'clickhouse'],
      ['CREATE TABLE a (b VARCHAR2(20))', 'oracle'],
      ['CREATE TABLE [dbo].[a] (b int)', 'sqlserver'],
      ['CREATE TABLE a (b int IDENTITY(1,1))\nGO\n', 'sqlserver'],
      ['CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY (START WITH 1))', undefined],
      ["INSERT INTO a VALUES ('\nGO\n') -- ENGINE = MergeTree", undefined],
      ['CREATE TABLE a (id int, unsigned boolean)', undefined],
      ["INSERT INTO a VALUES ('PRAGMA', 'AUTO_INCREMENT')", undefined],
      ['-- `a` is a table, AUTOINCREMENT\nSELECT 1', undefined],
    ] as const) {
      assert.equal(findDialect(text), dialect, text);
    }
  });
});
