import type { Knex } from 'knex';

export async function importTitles(knex: Knex, author: number, titles: string[]) {
  let id = 100;
  for (const title of titles) {
    await knex('books').insert({ id: id++, title, in_print: true, author_id: author });
//        ^^^^ n-plus-one/write-in-loop
  }
}

// What is there already stays as it is, which one statement would have to say as well.
export async function importAuthors(knex: Knex, authors: { id: number; name: string; slug: string }[]) {
  for (const author of authors) {
    await knex('authors').insert(author).onConflict('slug').ignore();
//        ^^^^ n-plus-one/write-in-loop
  }
}
