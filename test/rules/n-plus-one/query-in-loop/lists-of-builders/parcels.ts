import { knex } from 'knex';

const db = knex({ client: 'pg' });

// One statement of many parts.
export function all(ids: number[]) {
  return db.unionAll(ids.map(id => db('parcel').where({ id })));
}

// Texts, for whoever sends them.
export function texts(ids: number[]) {
  return ids.map(id => db('parcel').where({ id }).toQuery());
}

// Each of them is sent.
export async function loaded(ids: number[]) {
  return Promise.all(ids.map(id => db('parcel').where({ id })));
//                                 ^^ n-plus-one/query-in-loop
}
