import { findBooksByAuthorIds, greetAuthor, latestBook, loadAuthors } from './authors';

export async function names(books: { authorId: number }[]) {
  const found: string[] = [];
  const authors = await loadAuthors(books.map(book => book.authorId));
  const authorById = new Map(authors.map(author => [author.id, author]));
  for (const book of books) {
    const author = authorById.get(book.authorId) ?? null;
    found.push(author?.name ?? 'nobody');
  }
  return found;
}

export async function titles(ids: number[]) {
  const bookRows = await findBooksByAuthorIds([...ids]);
  const booksByAuthorId = new Map<(typeof bookRows)[number]['authorId'], typeof bookRows>();
  for (const book of bookRows) {
    const group = booksByAuthorId.get(book.authorId);
    if (group) group.push(book);
    else booksByAuthorId.set(book.authorId, [book]);
  }
  return Promise.all(
    ids.map(async id => {
      const books = booksByAuthorId.get(id) ?? [];
      return books.map(book => book.title);
    }),
  );
}

// It does more than ask.
export async function greetings(ids: number[]) {
  for (const id of ids) console.log(await greetAuthor(id));
}

// The latest of each is not the latest of all.
export async function latest(ids: number[]) {
  for (const id of ids) console.log(await latestBook(id));
}
