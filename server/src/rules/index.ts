import type { Rule } from '../core/rule';
import { anyArrayNotIndexable } from './index/any-array-not-indexable';
import { duplicateIndex } from './index/duplicate';
import { expressionMismatch } from './index/expression-mismatch';
import { fkWithoutIndex } from './index/fk-without-index';
import { jsonbArrowFilter } from './index/jsonb-arrow-filter';
import { needsTrgm } from './index/needs-trgm';
import { notImmutable } from './index/not-immutable';
import { redundantPrefix } from './index/redundant-prefix';
import { redundantWithUnique } from './index/redundant-with-unique';
import { tsvectorNullConcat } from './index/tsvector-null-concat';
import { unindexedFilter } from './index/unindexed-filter';
import { wrongMethod } from './index/wrong-method';
import { interpolatedQuery } from './injection/interpolated-query';
import { lazyRelation } from './n-plus-one/lazy-relation';
import { loopInvariantQuery } from './n-plus-one/loop-invariant-query';
import { prismaFindfirstBatchable } from './n-plus-one/prisma-findfirst-batchable';
import { queryInLoop } from './n-plus-one/query-in-loop';
import { writeInLoop } from './n-plus-one/write-in-loop';
import { unknownRelationOrColumn } from './query/unknown-relation-or-column';
import { fkTypeMismatch } from './schema/fk-type-mismatch';
import { floatMoney } from './schema/float-money';
import { noPrimaryKey } from './schema/no-primary-key';
import { timestampNoTz } from './schema/timestamp-no-tz';
import { uuidAsText } from './schema/uuid-as-text';

/** Every rule, sorted by id. */
export const RULES = [
  anyArrayNotIndexable,
  duplicateIndex,
  expressionMismatch,
  fkWithoutIndex,
  jsonbArrowFilter,
  needsTrgm,
  notImmutable,
  redundantPrefix,
  redundantWithUnique,
  tsvectorNullConcat,
  unindexedFilter,
  wrongMethod,
  interpolatedQuery,
  lazyRelation,
  loopInvariantQuery,
  prismaFindfirstBatchable,
  queryInLoop,
  writeInLoop,
  unknownRelationOrColumn,
  fkTypeMismatch,
  floatMoney,
  noPrimaryKey,
  timestampNoTz,
  uuidAsText,
] as const satisfies readonly Rule[];
