import { Check, Column, Entity, Generated, Index, OneToMany, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Address } from './address';
import { Book } from './book';

@Entity('publishers')
@Unique(['name', 'founded'])
@Unique('publishers_tag', ['tag'])
@Check('founded > 1400')
@Index('publishers_name', ['name'], { where: 'founded IS NOT NULL' })
@Index((publisher: Publisher) => [publisher.founded, publisher.tag], { unique: true })
export class Publisher {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column({ nullable: true })
  founded: number;

  @Column({ type: 'citext', nullable: true })
  tag: string;

  @Column({ default: true })
  active: boolean;

  @Column()
  @Generated('uuid')
  token: string;

  @Column({ type: 'bigint' })
  @Generated('increment')
  serial: string;

  @Column(() => Address)
  address: Address;

  @Column(() => Address, { prefix: false })
  billing: Address;

  @OneToMany('Book', 'publisher')
  books: Book[];
}
