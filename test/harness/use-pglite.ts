import { closePglite, openPglite, type PgliteDatabase } from './pglite';

/** An empty database for each test of the suite around it. */
export function usePglite(): PgliteDatabase {
  let database: PgliteDatabase | undefined;
  before(async function () {
    this.timeout(60_000);
    database = await openPglite();
  });
  beforeEach(() => opened().reset());

  function opened(): PgliteDatabase {
    if (!database) throw new Error('the database is there only while the tests of its suite run');
    return database;
  }

  return {
    exec: sql => opened().exec(sql),
    query: sql => opened().query(sql),
    reset: () => opened().reset(),
  };
}

// After the last suite of the process: it would be kept alive.
after(closePglite);
