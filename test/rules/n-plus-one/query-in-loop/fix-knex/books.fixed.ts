import type { Knex } from 'knex';

export async function authorsOf(knex: Knex, ids: number[]) {
  const names: string[] = [];
  const authors = await knex('authors').whereIn('id', [...ids]);
  const authorById = new Map(authors.map(author => [author.id, author]));
  for (const id of ids) {
    const author = authorById.get(id);
    names.push(author?.name ?? 'nobody');
  }
  return names;
}

export async function titlesOf(knex: Knex, list: { author: number }[]) {
  const books = await knex('books')
    .select('author_id', 'title')
    .whereIn('author_id', list.map(({ author }) => author))
    .where({ in_print: true })
    .orderBy('title');
  const booksByAuthorId = new Map<(typeof books)[number]['author_id'], typeof books>();
  for (const book of books) {
    const group = booksByAuthorId.get(book.author_id);
    if (group) group.push(book);
    else booksByAuthorId.set(book.author_id, [book]);
  }
  return Promise.all(
    list.map(async ({ author }) => {
      const found = booksByAuthorId.get(author) ?? [];
      return found.map(book => book.title);
    }),
  );
}

export async function bySlug(knex: Knex, slugs: string[]) {
  const ids: number[] = [];
  const authors = await knex('authors').whereIn('slug', [...slugs]);
  const authorsBySlug = new Map<(typeof authors)[number]['slug'], typeof authors>();
  for (const author of authors) {
    const group = authorsBySlug.get(author.slug);
    if (group) group.push(author);
    else authorsBySlug.set(author.slug, [author]);
  }
  for (const slug of slugs) {
    const found = authorsBySlug.get(slug) ?? [];
    ids.push(found[0]?.id ?? 0);
  }
  return ids;
}

// Which of an author's books comes first is not which of all comes first.
export async function firstBooks(knex: Knex, ids: number[]) {
  const titles: string[] = [];
  for (const id of ids) {
    const book = await knex('books').where('author_id', id).orderBy('title').first();
    titles.push(book?.title ?? 'none');
  }
  return titles;
}

// An author that is not there ends one round only.
export async function carefully(knex: Knex, ids: number[]) {
  for (const id of ids) {
    try {
      const author = await knex('authors').where({ id }).first();
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
    names.push(author?.name ?? 'nobody');
  }
  return names;
}
