import type { HandleShape, Library } from '../core/library';
import { TAG_ITSELF } from '../core/library';
import { builds } from './shared/drafts';
import { driver, gives, hands } from './shared/driver';
import { PENDING, pendingTag, pendingText, type SqlManner, statementQuery } from './shared/driver-sql';
import { POSTGRES } from './shared/pg-client';

const SQL: HandleShape = { role: 'sql' };
const TRANSACTION: HandleShape = { role: 'sql', transaction: true };
const TEXT: SqlManner = { dialect: POSTGRES.dialect, style: POSTGRES.style };

/** postgres.js 3: a tag whose statements run when they are waited for, and are parts of others otherwise. */
export const postgresJs: Library = {
  id: 'postgres-js',
  packages: ['postgres'],
  hints: ['sql`', 'sql<', '.unsafe(', "'postgres'", '"postgres"'],
  queryCalls: ['unsafe', 'file', TAG_ITSELF],
  ...driver({
    exports: { default: { role: 'factory' }, '*': { role: 'factory' } },
    types: { Sql: SQL, ISql: SQL, ReservedSql: SQL, TransactionSql: TRANSACTION },
    roles: {
      factory: { calls: { '': gives(SQL), default: gives(SQL) } },
      sql: {
        calls: {
          '': pendingTag(POSTGRES),
          unsafe: pendingText(TEXT),
          file: (_, handle, context) => builds({ ...handle, role: 'pending' }, statementQuery(), context),
          begin: hands(TRANSACTION),
          savepoint: hands(TRANSACTION),
          reserve: gives(SQL),
        },
      },
      pending: PENDING,
    },
  }),
};
