import { Column, Entity, OneToOne } from 'typeorm';
import { Author } from './author';
import { Identified } from './base';

@Entity({ name: 'author_profile' })
export class Profile extends Identified {
  @Column('jsonb', { default: {} })
  links: object;

  @Column('simple-json', { nullable: true })
  extra: object;

  @Column('simple-array', { nullable: true })
  words: string[];

  @OneToOne(() => Author, author => author.profile)
  author: Author;
}
