import type { EntityManager } from '@mikro-orm/postgresql';
import { Author, Loan } from './entities';

export async function names(em: EntityManager, ids: number[]) {
  const found: string[] = [];
  for (const id of ids) {
    const author = await em.findOne(Author, { id });
//                       ^^^^^^^^^^ n-plus-one/query-in-loop
    found.push(author?.name ?? 'nobody');
  }
  return found;
}

export async function loansOf(em: EntityManager, readers: { id: number }[]) {
  return Promise.all(
    readers.map(async reader => {
      const loans = await em.find(Loan, { readerId: reader.id }, { populate: ['author'], orderBy: { id: 'asc' } });
//                        ^^^^^^^ n-plus-one/query-in-loop
      return loans.map(loan => loan.author.name);
    }),
  );
}

// A missing one is an error.
export async function strictly(em: EntityManager, ids: number[]) {
  for (const id of ids) {
    console.log(await em.findOneOrFail(Author, { id }));
//                    ^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  }
}

// The first of each reader is not the first of all.
export async function firsts(em: EntityManager, readers: number[]) {
  for (const readerId of readers) {
    console.log(await em.find(Loan, { readerId }, { orderBy: { id: 'asc' }, limit: 1 }));
//                    ^^^^^^^ n-plus-one/query-in-loop
  }
}
