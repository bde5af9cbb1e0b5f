import { authors, books, database } from './database';
import { Author, Book } from './entities';

export async function titlesByAuthor() {
  const lines: string[] = [];
  const all = await authors.find();
  for (const author of all) {
    const written = await author.books;
//                        ^^^^^^^^^^^^ n-plus-one/lazy-relation: books
    lines.push(`${author.name}: ${written.length}`);
  }
  return lines;
}

export async function labels() {
  const found = await books.find({ where: { title: 'Ada' }, relations: { author: true } });
  return Promise.all(
    found.map(async book => {
      const tags = await book.tags;
//                       ^^^^^^^^^ n-plus-one/lazy-relation: tags
      return tags.map(tag => tag.label);
    }),
  );
}

export async function withManager() {
  const found = await database.manager.find(Book, { relations: ['tags'] });
  for (const book of found) {
    const author = await book.author;
//                       ^^^^^^^^^^^ n-plus-one/lazy-relation: author
    console.log(author.name, (await book.tags).length);
  }
}

/** Of rows that somebody else has loaded. */
export async function countTags(list: Book[]) {
  let count = 0;
  for (const book of list) count += (await book.tags).length;
//                                         ^^^^^^^^^ n-plus-one/lazy-relation: tags
  return count;
}

async function describe(author: Author) {
  const written = await author.books;
  return `${author.name} wrote ${written.length}`;
}

export async function describeAll() {
  const lines: string[] = [];
  for (const author of await authors.find()) lines.push(await describe(author));
//                                                            ^^^^^^^^ n-plus-one/lazy-relation: books
  return lines;
}
