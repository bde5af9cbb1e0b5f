import { Person } from './person';

export async function report() {
  const people = await Person.query().where('name', 'Ada').withGraphFetched('pets');
  const lines: string[] = [];
  for (const person of people) {
    lines.push(`${person.name}: ${person.pets?.length ?? 0}`);
  }
  return lines;
}

export async function names() {
  const people = await Person.query();
  return Promise.all(people.map(async person => (await person.$relatedQuery('pets')).length));
}
