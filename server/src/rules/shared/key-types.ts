import type { Dialect } from '../../core/facts/sql-template';

/** `narrow`: accepted, but values of the referenced column may not fit or not compare alike. */
type KeyVerdict = 'fits' | 'narrow' | 'refused';

/** Whether a foreign key of one type may reference a column of another one. What is not certain fits. */
export function compareKeyTypes(own: string, referenced: string, dialect: Dialect): KeyVerdict {
  if (own === referenced) return 'fits';
  return dialect === 'mysql' ? compareInMySql(own, referenced) : compareInPostgres(own, referenced);
}

/**
 * PostgreSQL wants an operator of the referenced index that compares the two types, or an implicit conversion to the
 * referenced one (ATAddForeignKeyConstraint in its source).
 */
function compareInPostgres(own: string, referenced: string): KeyVerdict {
  const [a, b] = [familyOf(own), familyOf(referenced)];
  if (a === undefined || b === undefined) return 'fits';
  if (a !== b) return isConverted(a, b) ? 'fits' : 'refused';
  if (a === 'whole') return WHOLE.indexOf(own) < WHOLE.indexOf(referenced) ? 'narrow' : 'fits';
  return a === 'moment' ? 'narrow' : 'fits';
}

/** Implicit conversions among the families: pg_cast with castcontext i. */
function isConverted(own: Family, referenced: Family): boolean {
  return (
    (own === 'whole' && (referenced === 'exact' || referenced === 'float')) ||
    (own === 'exact' && referenced === 'float')
  );
}

type Family = 'whole' | 'exact' | 'float' | 'text' | 'uuid' | 'truth' | 'moment' | 'bytes';

const WHOLE = ['smallint', 'integer', 'bigint'];

function familyOf(type: string): Family | undefined {
  if (WHOLE.includes(type)) return 'whole';
  switch (type) {
    case 'numeric':
      return 'exact';
    case 'real':
    case 'double precision':
      return 'float';
    case 'text':
    case 'character varying':
    case 'character':
      return 'text';
    case 'uuid':
      return 'uuid';
    case 'boolean':
      return 'truth';
    case 'date':
    case 'timestamp without time zone':
    case 'timestamp with time zone':
      return 'moment';
    case 'bytea':
      return 'bytes';
    default:
      return undefined;
  }
}

/** InnoDB wants the same size and sign of whole numbers; of strings the lengths may differ (MySQL manual, FOREIGN KEY). */
function compareInMySql(own: string, referenced: string): KeyVerdict {
  const [a, b] = [mySqlFamily(own), mySqlFamily(referenced)];
  return a === undefined || b === undefined || a === b ? 'fits' : 'refused';
}

function mySqlFamily(type: string): string | undefined {
  const text = type.toLowerCase();
  const whole = /^(tinyint|smallint|mediumint|int|integer|bigint)(?:\(\d+\))?( unsigned)?/.exec(text);
  if (whole) return `${whole[1] === 'integer' ? 'int' : whole[1]}${whole[2] ?? ''}`;
  if (/^(?:var)?char\b/.test(text)) return 'text';
  return /^(?:var)?binary\b/.test(text) ? 'bytes' : undefined;
}
