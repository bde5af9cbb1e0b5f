import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/core';

@Entity({ tableName: 'authors' })
export class Author {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  name!: string;
}

@Entity({ tableName: 'loans' })
export class Loan {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'integer', index: true })
  readerId!: number;

  @ManyToOne(() => Author, { index: true })
  author!: Author;
}
