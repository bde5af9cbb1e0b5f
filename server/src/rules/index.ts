import type { Rule } from '../core/rule';
import { fkWithoutIndex } from './index/fk-without-index';
import { interpolatedQuery } from './injection/interpolated-query';
import { queryInLoop } from './n-plus-one/query-in-loop';

/** Every rule, sorted by id. */
export const RULES = [fkWithoutIndex, interpolatedQuery, queryInLoop] as const satisfies readonly Rule[];
