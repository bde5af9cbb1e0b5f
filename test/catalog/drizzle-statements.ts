import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';

/** The statements by which drizzle-kit makes what the modules declare, out of nothing. */
export async function drizzleStatements(
  paths: readonly string[],
  casing?: 'snake_case' | 'camelCase',
): Promise<readonly string[]> {
  const exported: Record<string, unknown> = {};
  // Loaded as drizzle-kit loads them: with all that they export.
  for (const path of paths) Object.assign(exported, require(path));
  return generateMigration(generateDrizzleJson({}), generateDrizzleJson(exported, undefined, undefined, casing));
}
