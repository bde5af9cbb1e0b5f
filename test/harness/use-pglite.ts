import { closePglite, openPglite, type PgliteDatabase } from './pglite';

/** An empty database for each test of the suite around it. */
export function usePglite(): () => PgliteDatabase {
  let database: PgliteDatabase | undefined;
  before(async function () {
    this.timeout(60_000);
    database = await openPglite();
  });
  beforeEach(async () => {
    await database?.reset();
  });
  return () => {
    if (!database) throw new Error('the database is there only while the tests of its suite run');
    return database;
  };
}

// After the last suite of the process: it would be kept alive.
after(closePglite);
