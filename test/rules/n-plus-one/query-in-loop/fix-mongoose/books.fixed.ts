import { Author, Book } from './models';

export async function names() {
  const books = await Book.find({ shelf: { $gt: 3 } });
  const found: string[] = [];
  const authors = await Author.find({ _id: { $in: Array.from(books, book => book.author) } }).lean();
  const authorById = new Map(authors.map(author => [String(author._id), author]));
  for (const book of books) {
    const author = authorById.get(String(book.author)) ?? null;
    found.push(author?.name ?? 'nobody');
  }
  return found;
}

export async function titles() {
  const authors = await Author.find().lean();
  const books = await Book.find({ author: { $in: authors.map(author => author._id) }, shelf: { $ne: 0 } }).sort({ title: 1 });
  const booksByAuthor = new Map<string, typeof books>();
  for (const book of books) {
    const group = booksByAuthor.get(String(book.author));
    if (group) group.push(book);
    else booksByAuthor.set(String(book.author), [book]);
  }
  return Promise.all(
    authors.map(async author => {
      const found = booksByAuthor.get(String(author._id)) ?? [];
      return found.map(book => book.title);
    }),
  );
}

export async function onShelves(shelves: number[]) {
  const counts: number[] = [];
  const books = await Book.find({ shelf: { $in: [...shelves] } }, 'title shelf');
  const booksByShelf = new Map<(typeof books)[number]['shelf'], typeof books>();
  for (const book of books) {
    const group = booksByShelf.get(book.shelf);
    if (group) group.push(book);
    else booksByShelf.set(book.shelf, [book]);
  }
  for (const shelf of shelves) {
    const found = booksByShelf.get(shelf) ?? [];
    counts.push(found.length);
  }
  return counts;
}

// A text may be written in other letters than the id that it means.
export async function byText(ids: string[]) {
  for (const id of ids) {
    console.log((await Author.findById(id))?.name);
  }
}

// The author stands there in place of its id.
export async function populated() {
  const books = await Book.find().populate('author');
  for (const book of books) {
    console.log(await Author.findById(book.author));
  }
}

// The key is not loaded.
export async function withoutKey(shelves: number[]) {
  for (const shelf of shelves) {
    console.log(await Book.find({ shelf }, 'title'));
  }
}
