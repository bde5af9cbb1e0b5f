import { Column, DataSource, Entity, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class Account {
  @PrimaryColumn({ default: () => 'gen_random_uuid()' })
  code!: string;
  //<^ schema/uuid-as-text

  @Column('varchar', { default: () => 'gen_random_uuid()::text' })
  token!: string;
  //<^^ schema/uuid-as-text
}

@Entity()
export class Member {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('varchar')
  accountId!: string;

  @ManyToOne(() => Account)
  @JoinColumn({ name: 'accountId' })
  account!: Account;
  //<^^^^ index/fk-without-index

  @ManyToOne(() => Account)
  invitedBy!: Account;
  //<^^^^^^ index/fk-without-index
}

export const dataSource = new DataSource({ type: 'postgres', entities: [Account, Member] });
