import { authors, books } from './database';
import type { Author } from './entities';

/** Loaded with the rows: the promises are there already. */
export async function titlesByAuthor() {
  const lines: string[] = [];
  for (const author of await authors.find({ relations: { books: true } })) {
    lines.push(`${author.name}: ${(await author.books).length}`);
  }
  return lines;
}

export async function labels() {
  const found = await books.createQueryBuilder('book').leftJoinAndSelect('book.tags', 'tag').getMany();
  const lists = await Promise.all(found.map(async book => (await book.tags).map(tag => tag.label)));
  return lists.flat();
}

/** No relation, and one that comes with every row. */
export async function plain() {
  for (const book of await books.find()) console.log(await book.title, await book.editor);
}

/** One row. */
export async function ofOne(author: Author) {
  return (await author.books).length;
}
