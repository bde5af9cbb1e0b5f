import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity()
@Unique(['shop', 'serial'])
@Index(['shop', 'serial'])
//<^^^^^^^^^^^^^^^^^^^^^^^ index/redundant-with-unique
@Index(['serial', 'shop'])
export class Voucher {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  //<^^^^^ index/redundant-with-unique
  @Column({ unique: true })
  code!: string;

  @Column()
  shop!: string;

  @Column('int')
  serial!: number;
}
