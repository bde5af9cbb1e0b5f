import type { PostgresConnection } from './catalog';

/** Drops what migrations have made in any schema. */
export async function resetDatabase({ exec, query }: PostgresConnection): Promise<void> {
  // What a file of migrations left unfinished.
  await exec('ROLLBACK');
  await exec('RESET ALL');
  await exec('DISCARD TEMP');
  const schemas = await query<{ name: string }>(
    `SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  for (const { name } of schemas) await exec(`DROP SCHEMA ${name} CASCADE`);
  await exec('CREATE SCHEMA public');
}
