import type { EntityManager } from '@mikro-orm/postgresql';
import { Author, Loan } from './entities';

export async function names(em: EntityManager, ids: number[]) {
  const found: string[] = [];
  const authors = await em.find(Author, { id: { $in: [...ids] } });
  const authorById = new Map(authors.map(author => [author.id, author]));
  for (const id of ids) {
    const author = authorById.get(id) ?? null;
    found.push(author?.name ?? 'nobody');
  }
  return found;
}

export async function loansOf(em: EntityManager, readers: { id: number }[]) {
  const loanRows = await em.find(Loan, { readerId: { $in: readers.map(reader => reader.id) } }, { populate: ['author'], orderBy: { id: 'asc' } });
  const loansByReaderId = new Map<(typeof loanRows)[number]['readerId'], typeof loanRows>();
  for (const loan of loanRows) {
    const group = loansByReaderId.get(loan.readerId);
    if (group) group.push(loan);
    else loansByReaderId.set(loan.readerId, [loan]);
  }
  return Promise.all(
    readers.map(async reader => {
      const loans = loansByReaderId.get(reader.id) ?? [];
      return loans.map(loan => loan.author.name);
    }),
  );
}

// A missing one is an error.
export async function strictly(em: EntityManager, ids: number[]) {
  for (const id of ids) {
    console.log(await em.findOneOrFail(Author, { id }));
  }
}

// The first of each reader is not the first of all.
export async function firsts(em: EntityManager, readers: number[]) {
  for (const readerId of readers) {
    console.log(await em.find(Loan, { readerId }, { orderBy: { id: 'asc' }, limit: 1 }));
  }
}
