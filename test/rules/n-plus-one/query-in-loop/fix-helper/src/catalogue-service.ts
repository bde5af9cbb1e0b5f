import type { AuthorRepository, Shelves } from './author-repository';

export class CatalogueService {
  constructor(
    private readonly authors: AuthorRepository,
    private readonly shelves: Shelves,
  ) {}

  async names(books: { authorId: number }[]) {
    const found: string[] = [];
    for (const { authorId } of books) {
      const author = await this.authors.findById(authorId);
//                         ^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
      found.push(author?.name ?? 'nobody');
    }
    return found;
  }

  // The interface would need a further method as well.
  async counts(ids: number[]) {
    for (const id of ids) console.log((await this.shelves.findByAuthor(id)).length);
//                                           ^^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
  }
}
