import { Column, Entity, ManyToMany } from 'typeorm';
import { Book } from './book';
import { Code } from './settings';

@Entity()
export class Tag {
  @Code(8)
  code: string;

  @Column({ type: 'varbit', length: 16, nullable: true })
  flags: string;

  @ManyToMany(() => Book, book => book.tags)
  books: Book[];
}
