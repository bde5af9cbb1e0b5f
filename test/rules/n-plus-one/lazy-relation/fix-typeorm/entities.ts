import { Column, Entity, Index, JoinTable, ManyToMany, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class Author {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
  @OneToMany(() => Book, book => book.author) books: Promise<Book[]>;
}

@Entity()
export class Book {
  @PrimaryGeneratedColumn() id: number;
  @Index() @Column() title: string;
  @Index() @ManyToOne(() => Author, author => author.books) author: Promise<Author>;
  @ManyToMany(() => Tag, { lazy: true }) @JoinTable() tags: Tag[];
  @Index() @ManyToOne(() => Author, { eager: true }) editor: Author;
}

@Entity()
export class Tag {
  @PrimaryGeneratedColumn() id: number;
  @Column() label: string;
}
