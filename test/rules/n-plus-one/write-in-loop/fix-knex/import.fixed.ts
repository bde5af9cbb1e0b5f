import type { Knex } from 'knex';

export async function importTitles(knex: Knex, author: number, titles: string[]) {
  let id = 100;
  const rows = titles.map(title => ({ id: id++, title, in_print: true, author_id: author }));
  if (rows.length > 0) await knex('books').insert(rows);
}

// What is there already stays as it is, which one statement would have to say as well.
export async function importAuthors(knex: Knex, authors: { id: number; name: string; slug: string }[]) {
  for (const author of authors) {
    await knex('authors').insert(author).onConflict('slug').ignore();
  }
}
