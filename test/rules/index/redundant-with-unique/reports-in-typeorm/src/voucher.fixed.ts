import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity()
@Unique(['shop', 'serial'])
@Index(['serial', 'shop'])
export class Voucher {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ unique: true })
  code!: string;

  @Column()
  shop!: string;

  @Column('int')
  serial!: number;
}
