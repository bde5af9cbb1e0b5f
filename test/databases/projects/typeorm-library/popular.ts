import { ViewColumn, ViewEntity } from 'typeorm';

@ViewEntity({ name: 'popular_books', expression: 'SELECT id AS book_id, title FROM book' })
export class PopularBook {
  @ViewColumn({ name: 'book_id' })
  bookId: string;

  @ViewColumn()
  title: string;
}
