import type { Knex } from 'knex';

export async function authorsOf(knex: Knex, ids: number[]) {
  const names: string[] = [];
  for (const id of ids) {
    const author = await knex('authors').where({ id }).first();
//                       ^^^^ n-plus-one/query-in-loop
    names.push(author?.name ?? 'nobody');
  }
  return names;
}

export async function titlesOf(knex: Knex, list: { author: number }[]) {
  return Promise.all(
    list.map(async ({ author }) => {
      const found = await knex('books')
//                        ^^^^ n-plus-one/query-in-loop
        .select('title')
        .where({ author_id: author, in_print: true })
        .orderBy('title');
      return found.map(book => book.title);
    }),
  );
}

export async function bySlug(knex: Knex, slugs: string[]) {
  const ids: number[] = [];
  for (const slug of slugs) {
    const found = await knex('authors').where('slug', '=', slug).limit(1);
//                      ^^^^ n-plus-one/query-in-loop
    ids.push(found[0]?.id ?? 0);
  }
  return ids;
}

// Which of an author's books comes first is not which of all comes first.
export async function firstBooks(knex: Knex, ids: number[]) {
  const titles: string[] = [];
  for (const id of ids) {
    const book = await knex('books').where('author_id', id).orderBy('title').first();
//                     ^^^^ n-plus-one/query-in-loop
    titles.push(book?.title ?? 'none');
  }
  return titles;
}

// An author that is not there ends one round only.
export async function carefully(knex: Knex, ids: number[]) {
  for (const id of ids) {
    try {
      const author = await knex('authors').where({ id }).first();
//                         ^^^^ n-plus-one/query-in-loop
      console.log(author.name);
    } catch (error) {
      console.error(error);
    }
  }
}

// What is wrong is said before anything is asked.
export async function strictly(knex: Knex, ids: number[]) {
  const names: string[] = [];
  for (const id of ids) {
    if (id < 0) throw new Error('no such author');
    const author = await knex('authors').where({ id }).first();
//                       ^^^^ n-plus-one/query-in-loop
    names.push(author?.name ?? 'nobody');
  }
  return names;
}
