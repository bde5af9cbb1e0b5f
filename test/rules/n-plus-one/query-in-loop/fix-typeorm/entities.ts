import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity()
export class User {
  @PrimaryColumn('int')
  id: number;

  @Column()
  name: string;
}

@Entity()
export class Post {
  @PrimaryColumn('int')
  id: number;

  @Index()
  @Column('int')
  authorId: number;

  @Column()
  title: string;

  @Column()
  slug: string;
}
