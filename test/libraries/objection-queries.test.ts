import type { TestFiles } from '../model/build-model';
import { checkQueryMarks } from './query-marks';

const PROJECT: TestFiles = {
  'package.json': '{ "name": "shop", "dependencies": { "objection": "3.1.5", "knex": "3.1.0", "pg": "8.16.3" } }',
  'src/models.ts': `import { Model } from 'objection';
class BaseModel extends Model {
  id!: number;
}
export class Person extends BaseModel {
  static tableName = 'persons';
  static adults() {
    return this.query().where('age', '>', 18); //=> find-many persons (age compare)
  }
  rename(name: string) {
    return this.$query().patch({ name }); //=> update-many persons (...) writes
  }
}
export class Pet extends BaseModel {
  static get tableName() {
    return 'pets';
  }
}
`,
};

function check(text: string): Promise<void> {
  return checkQueryMarks({ ...PROJECT, 'src/people.ts': `import { Person, Pet } from './models';\n${text}` });
}

describe('queries of Objection', () => {
  it('reads what models are asked', () =>
    check(`export async function read(id: number, ids: number[], name: string) {
  await Person.query(); //=> find-many persons
  await Person.query().findById(id).throwIfNotFound(); //=> find-unique persons (id equals)
  await Person.query().findByIds(ids); //=> find-many persons (id in)
  await Person.query().findOne({ name }); //=> find-first persons (name equals)
  await Person.query().findOne('age', '>', 3).select('id'); //=> find-first persons (age compare)
  await Pet.query().whereIn('owner_id', ids).orderBy('name'); //=> find-many pets (owner_id in)
  await Pet.query().where('pets.id', id).first(); //=> find-first pets (id equals)
  await Pet.query().where('id', id).withGraphFetched('owner'); //=> find-many pets (id equals)
  await Pet.query().joinRelated('owner').where('owner.id', id); //=> find-many pets (owner.id equals, ...)
  await Pet.query().where({ name }).page(0, 10); //=> find-many pets (name equals)
  await Pet.query().where({ name }).resultSize(); //=> count pets (name equals)
  await Pet.query().where({ name }).ownMethodOfTheProject(); //=> find-many pets (name equals, ...)
}
`));

  it('reads writes', () =>
    check(`export async function write(id: number, rows: { name: string }[]) {
  await Person.query().insert({ name: 'x' }); //=> create persons writes
  await Person.query().insertAndFetch(rows.map(row => row)); //=> create-many persons writes
  await Person.query().insertGraph(rows); //=> create-many persons writes
  await Person.query().upsertGraph(rows); //=> upsert persons writes
  await Person.query().patch({ name: 'x' }).where('id', id); //=> update-many persons (id equals) writes
  await Person.query().patchAndFetchById(id, { name: 'x' }); //=> update persons (id equals) writes
  await Person.query().deleteById(id); //=> delete persons (id equals) writes
  await Pet.query().delete().where('owner_id', id); //=> delete-many pets (owner_id equals) writes
}
`));

  it('knows what rows are', () =>
    check(`export async function rows(id: number) {
  const person = await Person.query().findById(id); //=> find-unique persons (id equals)
  await person.$relatedQuery('pets').where('name', 'x'); //=> find-many (name equals, ...) relation pets
  const [pet] = await person.$relatedQuery('pets'); //=> find-many (...) relation pets
  await pet.$query().patch({ name: 'y' }); //=> update-many (...) writes
  const owner = await pet.$relatedQuery('owner'); //=> find-many (...) relation owner
  await owner.$query().delete(); //=> delete-many (...) writes
  await person.$query().delete(); //=> delete-many persons (...) writes
  await person.$fetchGraph('pets'); //=> find-many (...) relation pets
  for (const pet of await Pet.query()) { //=> find-many pets
    await pet.$query().patch({ name: 'x' }); //=> update-many pets (...) writes
  }
  await Person.relatedQuery('pets').for([id]); //=> find-many (...)
  const given = Person.fromJson({});
  await given.$query(); //=> find-unique persons (...)
  const people = await Person.adults();
  return people.map(one => one.name);
}
export const rename = (person: Person, name: string) => person.$query().patch({ name }); //=> update-many persons (...) writes
`));

  it('knows transactions of all kinds', () =>
    checkQueryMarks({
      ...PROJECT,
      'src/move.ts': `import { transaction } from 'objection';
import knex from 'knex';
import { Person, Pet } from './models';
const db = knex({ client: 'pg' });
export async function move(id: number) {
  await Person.transaction(async trx => {
    await Pet.query(trx).where('owner_id', id); //=> find-many pets (owner_id equals) tx
    await Pet.relatedQuery('owner', trx).for(id); //=> find-many (...) tx
  });
  await transaction(Person.knex(), async trx => {
    await Person.query(trx).findById(id); //=> find-unique persons (id equals) tx
  });
  await db.transaction(async trx => {
    await Pet.query(trx).deleteById(id); //=> delete pets (id equals) writes tx
  });
  await Pet.query().where('id', 1); //=> find-many pets (id equals)
}
`,
    }));

  it('leaves everything else alone', () =>
    checkQueryMarks({
      ...PROJECT,
      'src/router.ts': `import { Router } from 'express';
class Model {
  static query() {
    return { where: (name: string) => [name] };
  }
}
class Person extends Model {
  static tableName = 'persons';
}
export function run(router: Router, client: { query(text: string): void }) {
  Person.query().where('id');
  client.query('x');
  return router.query('y');
}
`,
    }));
});
