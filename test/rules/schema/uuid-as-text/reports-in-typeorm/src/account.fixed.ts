import { Column, DataSource, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class Account {
  @PrimaryColumn({ default: () => 'gen_random_uuid()', type: 'uuid' })
  code!: string;

  @Column('varchar', { default: () => 'gen_random_uuid()::text' })
  token!: string;
}

@Entity()
export class Member {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column('varchar')
  accountId!: string;

  @ManyToOne(() => Account)
  @JoinColumn({ name: 'accountId' })
  account!: Account;

  @Index()
  @ManyToOne(() => Account)
  invitedBy!: Account;
}

export const dataSource = new DataSource({ type: 'postgres', entities: [Account, Member] });
