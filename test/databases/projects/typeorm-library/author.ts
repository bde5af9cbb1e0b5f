import { Column, Entity, JoinColumn, JoinTable, ManyToMany, ManyToOne, OneToOne, RelationId } from 'typeorm';
import { Stamped } from './base';
import { Book } from './book';
import { Profile } from './profile';
import { Region } from './region';

@Entity()
export class Author extends Stamped {
  @Column('varchar', { length: 200 })
  fullName: string;

  @Column({ type: 'date', nullable: true })
  born: string;

  @Column({ type: 'timestamp', precision: 0, default: () => 'CURRENT_TIMESTAMP' })
  seen: Date;

  @OneToOne(() => Profile, profile => profile.author, { cascade: true, onDelete: 'SET NULL' })
  @JoinColumn()
  profile: Profile;

  @ManyToOne(() => Region, { onDelete: 'SET NULL' })
  @JoinColumn([
    { name: 'home_number', referencedColumnName: 'number' },
    { name: 'home_country', referencedColumnName: 'countryCode' },
  ])
  home: Region;

  @ManyToOne(() => Region)
  birthplace: Region;

  @ManyToMany(() => Book, book => book.authors)
  books: Book[];

  @ManyToMany(() => Author)
  @JoinTable()
  influences: Author[];

  @RelationId((author: Author) => author.profile)
  profileId: string;
}
