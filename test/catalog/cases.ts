import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFixture, textsOf } from '../harness/fixture';
import type { Files } from '../harness/workspace';

const RULES = join(__dirname, '../rules');

/** The names of the cases of a rule, in alphabetical order. */
export function caseNames(ruleId: string): readonly string[] {
  return readdirSync(join(RULES, ruleId)).sort();
}

export function caseFolder(ruleId: string, name: string): string {
  return join(RULES, ruleId, name);
}

/** The files of a case, without carets and without what its fixes make of them. */
export function caseFiles(ruleId: string, name: string): Files {
  return textsOf(readFixture(caseFolder(ruleId, name)));
}
