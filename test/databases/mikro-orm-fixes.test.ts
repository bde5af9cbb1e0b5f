import assert from 'node:assert/strict';
import { join } from 'node:path';
import { indexForeignKeys, removeIndexes, retypeColumn, type Texts } from './entity-fixes';
import { checkEntityFiles, readEntityFiles } from './entity-program';

const FOLDER = join(__dirname, 'projects/mikro-orm-clinic');
const others = ['base.ts', 'kinds.ts'];
const files = readEntityFiles(FOLDER);

describe('fixes of MikroORM entities', function () {
  this.timeout(180_000);

  it('indexes every foreign key that an entity holds itself, and the compiler accepts it', async () => {
    const { texts, added, declined } = await indexForeignKeys(files, others);
    // The tables between two entities are written nowhere.
    assert.deepEqual(declined, [
      'pet_owner_friends(pet_owner_2_id)',
      'stock_parts(stock_item_2_id)',
      'tag_visits(tag_slug)',
      'tag_visits(visit_id)',
      'tagged_patients(tag)',
    ]);
    assert.ok(added.length >= 8, added.join());
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
      ['patient', 'name', 'text'],
      ['patient', 'born', 'timestamptz'],
      ['visit', 'until', 'timestamptz(3)'],
      ['pet_owner', 'createdAt', 'timestamptz', 'the column is not declared here'],
    ] as const) {
      const fixed = await retypeColumn(texts, others, { table, column, type });
      if (typeof fixed === 'string') assert.equal(fixed, declined);
      else texts = fixed;
    }
    assert.deepEqual(checkEntityFiles(FOLDER, texts), []);
  });
});
