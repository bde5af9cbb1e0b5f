import assert from 'node:assert/strict';
import { join } from 'node:path';
import { indexForeignKeys, removeIndexes, retypeColumn, type Texts } from './entity-fixes';
import { checkEntityFiles, readEntityFiles } from './entity-program';

const FOLDER = join(__dirname, 'projects/typeorm-library');
const others = ['base.ts', 'settings.ts', 'kinds.ts', 'address.ts'];
const files = readEntityFiles(FOLDER);

describe('fixes of TypeORM entities', function () {
  this.timeout(180_000);

  it('indexes every foreign key that an entity holds itself, and the compiler accepts it', async () => {
    const { texts, added, declined } = await indexForeignKeys(files, others);
    // What an embedded class relates to cannot be named in an index of the entity.
    assert.deepEqual(declined, ['publishers(addressCountrycode)', 'publishers(countryCode)']);
    assert.ok(added.length >= 10, added.join());
    assert.deepEqual(checkEntityFiles(FOLDER, texts), []);
  });

  it('removes each index that stands on its own, and the compiler accepts it', async () => {
    const { texts, removed } = await removeIndexes(files, others);
    assert.ok(removed >= 6, String(removed));
    assert.deepEqual(checkEntityFiles(FOLDER, texts), []);
  });

  it('gives columns another type, and the compiler accepts it', async () => {
    let texts: Texts = new Map(Object.entries(files));
    for (const [table, column, type, declined] of [
      ['author', 'seen', 'timestamp with time zone', 'the column has settings that belong to its type'],
      ['author', 'createdAt', 'timestamptz(3)', 'the column is not declared here'],
      ['publishers', 'name', 'text'],
      ['publishers', 'founded', 'numeric(6, 2)'],
      ['book', 'title', 'varchar(90)'],
      ['corridor', 'id', 'bigint'],
    ] as const) {
      const fixed = await retypeColumn(texts, others, { table, column, type });
      if (typeof fixed === 'string') assert.equal(fixed, declined);
      else texts = fixed;
    }
    assert.deepEqual(checkEntityFiles(FOLDER, texts), []);
  });
});
