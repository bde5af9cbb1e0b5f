import type { EntityManager, EntityRepository } from '@mikro-orm/postgresql';
import { Owner, Patient } from './entities';

export async function patientsByOwner(em: EntityManager) {
  const owners = await em.find(Owner, { name: 'Ada' });
  for (const owner of owners) {
    await owner.patients.init();
//        ^^^^^^^^^^^^^^^^^^^ n-plus-one/lazy-relation: patients
    console.log(owner.name, owner.patients.length);
  }
}

export class Visits {
  constructor(private readonly patients: EntityRepository<Patient>) {}

  async owners() {
    const all = await this.patients.findAll({ limit: 50 });
    return Promise.all(all.map(async patient => (await patient.owner.load())?.name));
//                                                     ^^^^^^^^^^^^^^^^^^ n-plus-one/lazy-relation: owner
  }

  async together() {
    const all = await this.patients.find({}, { populate: ['owner'] });
    return Promise.all(all.map(async patient => (await patient.owner.load())?.name));
  }
}

export async function names(owners: Owner[]) {
  const lists: string[][] = [];
  for (const owner of owners) {
    const patients = await owner.patients.loadItems();
//                         ^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/lazy-relation: patients
    lists.push(patients.map(patient => patient.name));
  }
  return lists;
}
