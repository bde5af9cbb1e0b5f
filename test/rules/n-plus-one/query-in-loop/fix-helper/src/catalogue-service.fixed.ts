import type { AuthorRepository, Shelves } from './author-repository';

export class CatalogueService {
  constructor(
    private readonly authors: AuthorRepository,
    private readonly shelves: Shelves,
  ) {}

  async names(books: { authorId: number }[]) {
    const found: string[] = [];
    const authors = await this.authors.findByIds(books.map(({ authorId }) => authorId));
    const authorById = new Map(authors.map(author => [author.id, author]));
    for (const { authorId } of books) {
      const author = authorById.get(authorId) ?? null;
      found.push(author?.name ?? 'nobody');
    }
    return found;
  }

  // The interface would need a further method as well.
  async counts(ids: number[]) {
    for (const id of ids) console.log((await this.shelves.findByAuthor(id)).length);
  }
}
