import { findBooks, greetAuthor, latestBook, loadAuthor } from './authors';

export async function names(books: { authorId: number }[]) {
  const found: string[] = [];
  for (const book of books) {
    const author = await loadAuthor(book.authorId);
//                       ^^^^^^^^^^ n-plus-one/query-in-loop
    found.push(author?.name ?? 'nobody');
  }
  return found;
}

export async function titles(ids: number[]) {
  return Promise.all(
    ids.map(async id => {
      const books = await findBooks(id);
//                        ^^^^^^^^^ n-plus-one/query-in-loop
      return books.map(book => book.title);
    }),
  );
}

// It does more than ask.
export async function greetings(ids: number[]) {
  for (const id of ids) console.log(await greetAuthor(id));
//                                        ^^^^^^^^^^^ n-plus-one/query-in-loop
}

// The latest of each is not the latest of all.
export async function latest(ids: number[]) {
  for (const id of ids) console.log(await latestBook(id));
//                                        ^^^^^^^^^^ n-plus-one/query-in-loop
}
