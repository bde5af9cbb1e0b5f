import type { Node } from 'libpg-query';
import type { StatementKind } from '../../core/facts/sql-template';
import type { VariantTokens } from './hole-context';

/** What a parsed statement is. */
export function kindOfNode(node: Node): StatementKind {
  const tag = Object.keys(node)[0] ?? '';
  return KIND_OF_TAG[tag] ?? (DDL_TAG.test(tag) ? 'ddl' : 'other');
}

/** What a text is by its first words. A text that starts with a hole may still be a statement. */
export function kindByFirstWord(tokens: VariantTokens): StatementKind {
  let index = 0;
  while (tokens.word(index) === '(' || tokens.word(index) === ';') index++;
  const word = tokens.word(index);
  if (word === '<hole>') return tokens.tokens.length > 1 ? 'other' : 'not-sql';
  if (word === 'WITH') return mainOfWith(tokens, index);
  const kind = KIND_OF_WORD.get(word);
  if (kind !== undefined) return kind;
  return CLAUSES.has(word) || isCondition(tokens) ? 'fragment' : 'not-sql';
}

function mainOfWith(tokens: VariantTokens, from: number): StatementKind {
  let depth = 0;
  for (let index = from; index < tokens.tokens.length; index++) {
    const word = tokens.word(index);
    if (word === '(') depth++;
    else if (word === ')') depth--;
    else if (depth === 0 && MAIN_WORDS.has(word)) return KIND_OF_WORD.get(word) ?? 'other';
  }
  return 'other';
}

/** What has to stand around a part of a statement to make it one. */
export function wrapperFor(tokens: VariantTokens): { readonly prefix: string; readonly suffix: string } | undefined {
  const word = tokens.word(0);
  if (word === 'AND' || word === 'OR') return { prefix: 'SELECT * FROM t WHERE true ', suffix: '' };
  if (word === 'SET') return { prefix: 'UPDATE t ', suffix: '' };
  if (word === 'FROM') return { prefix: 'SELECT * ', suffix: '' };
  if (word === 'RETURNING') return { prefix: 'DELETE FROM t ', suffix: '' };
  if (word === 'ON') {
    const conflict = tokens.word(1) === 'CONFLICT';
    return { prefix: conflict ? 'INSERT INTO t VALUES (1) ' : 'SELECT * FROM t JOIN u ', suffix: '' };
  }
  if (CLAUSES.has(word)) return { prefix: 'SELECT * FROM t ', suffix: '' };
  return isCondition(tokens) ? { prefix: 'SELECT * FROM t WHERE ', suffix: '' } : undefined;
}

/** `id = …`, `u.name LIKE …`: a name and a comparison, as no sentence starts. */
function isCondition(tokens: VariantTokens): boolean {
  let index = 0;
  while (tokens.word(index) === '(') index++;
  if (!/^(\w+|<quoted>)$/.test(tokens.word(index))) return false;
  index++;
  while (tokens.word(index) === '.') index += 2;
  return /^([=<>!]+|LIKE|ILIKE|BETWEEN|IN)$/.test(tokens.word(index));
}

const KIND_OF_TAG: Readonly<Record<string, StatementKind>> = {
  SelectStmt: 'select',
  InsertStmt: 'insert',
  UpdateStmt: 'update',
  DeleteStmt: 'delete',
  MergeStmt: 'merge',
};
const DDL_TAG =
  /^(Create|Alter|Drop|Index|Rename|View|Rule|Truncate|Comment|Grant|Define|CompositeType|Refresh|Reindex)/;

const KIND_OF_WORD: ReadonlyMap<string, StatementKind> = new Map<string, StatementKind>([
  ...words('SELECT TABLE', 'select'),
  ...words('INSERT REPLACE', 'insert'),
  ...words('UPDATE', 'update'),
  ...words('DELETE', 'delete'),
  ...words('MERGE', 'merge'),
  ...words('CREATE ALTER DROP TRUNCATE COMMENT GRANT REVOKE RENAME REFRESH REINDEX', 'ddl'),
  ...words(
    'VALUES BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE START EXPLAIN ANALYZE VACUUM COPY CALL DO LOCK LISTEN UNLISTEN NOTIFY SHOW RESET DISCARD CLUSTER PREPARE EXECUTE DEALLOCATE DECLARE FETCH CLOSE USE PRAGMA DESCRIBE KILL OPTIMIZE ATTACH DETACH CHECKPOINT',
    'other',
  ),
  // SET is a clause of UPDATE as well; a statement of its own takes no parameters.
  ...words('SET', 'other'),
]);

function words(list: string, kind: StatementKind): readonly (readonly [string, StatementKind])[] {
  return list.split(' ').map(word => [word, kind] as const);
}

const MAIN_WORDS = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'VALUES']);
const CLAUSES = new Set(
  'WHERE AND OR FROM JOIN INNER LEFT RIGHT FULL CROSS ON ORDER GROUP HAVING LIMIT OFFSET RETURNING UNION EXCEPT INTERSECT'.split(
    ' ',
  ),
);
