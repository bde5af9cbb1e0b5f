import { Column, Entity, Index, JoinTable, ManyToMany, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Author } from './author';
import { Genre, Shelf } from './kinds';
import { Loan } from './loan';
import { Publisher } from './publisher';
import { Money, SHORT } from './settings';
import { Tag } from './tag';

@Entity()
@Index(['publisher', 'title'])
@Index('book_words', ['words'], { type: 'gin' })
@Index('book_area', ['area'], { spatial: true })
export class Book {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id: string;

  @Column()
  title: string;

  @Column({ ...SHORT, name: 'isbn' })
  isbnNumber: string;

  @Column({ type: 'enum', enum: Genre, default: Genre.Novel })
  genre: Genre;

  @Column('enum', { enum: ['draft', 'done'], enumName: 'book_state', array: true, default: [] })
  states: string[];

  @Column({ enum: Shelf, type: 'simple-enum', nullable: true })
  shelf: Shelf;

  @Column({ default: Shelf.Low })
  shelfNumber: Shelf;

  @Money()
  price: string;

  @Column({ type: 'tsvector', select: false, generatedType: 'STORED', asExpression: "to_tsvector('english', coalesce(title, ''))" })
  words: string;

  @Column({ type: 'box', nullable: true })
  area: string;

  @Index()
  @ManyToOne(() => Publisher, publisher => publisher.books, { onDelete: 'RESTRICT', nullable: false })
  publisher: Publisher;

  @ManyToOne(() => Book, book => book.sequels)
  prequel: Promise<Book>;

  @OneToMany(() => Book, book => book.prequel)
  sequels: Book[];

  @ManyToMany(() => Author, author => author.books, { onDelete: 'CASCADE' })
  @JoinTable({ name: 'book_authors', joinColumn: { name: 'book' }, inverseJoinColumn: { name: 'author' } })
  authors: Author[];

  @ManyToMany('Tag', 'books', { onDelete: 'NO ACTION' })
  @JoinTable()
  tags: Tag[];

  @OneToMany(() => Loan, loan => loan.book)
  loans: Loan[];
}
