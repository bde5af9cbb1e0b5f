import { Author, Book } from './models';

export async function names() {
  const books = await Book.find({ shelf: { $gt: 3 } });
  const found: string[] = [];
  for (const book of books) {
    const author = await Author.findById(book.author).lean();
//                       ^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    found.push(author?.name ?? 'nobody');
  }
  return found;
}

export async function titles() {
  const authors = await Author.find().lean();
  return Promise.all(
    authors.map(async author => {
      const found = await Book.find({ author: author._id, shelf: { $ne: 0 } }).sort({ title: 1 });
//                        ^^^^^^^^^ n-plus-one/query-in-loop
      return found.map(book => book.title);
    }),
  );
}

export async function onShelves(shelves: number[]) {
  const counts: number[] = [];
  for (const shelf of shelves) {
    const found = await Book.find({ shelf }, 'title shelf');
//                      ^^^^^^^^^ n-plus-one/query-in-loop
    counts.push(found.length);
  }
  return counts;
}

// A text may be written in other letters than the id that it means.
export async function byText(ids: string[]) {
  for (const id of ids) {
    console.log((await Author.findById(id))?.name);
//                     ^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  }
}

// The author stands there in place of its id.
export async function populated() {
  const books = await Book.find().populate('author');
  for (const book of books) {
    console.log(await Author.findById(book.author));
//                    ^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  }
}

// The key is not loaded.
export async function withoutKey(shelves: number[]) {
  for (const shelf of shelves) {
    console.log(await Book.find({ shelf }, 'title'));
//                    ^^^^^^^^^ n-plus-one/query-in-loop
  }
}
