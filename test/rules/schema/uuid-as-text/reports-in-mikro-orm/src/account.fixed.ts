import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';

@Entity()
export class Account {
  @PrimaryKey({ defaultRaw: 'gen_random_uuid()', columnType: 'uuid' })
  code!: string;

  @Property({ defaultRaw: 'gen_random_uuid()::text' })
  token!: string;
}

@Entity()
export class Member {
  @PrimaryKey()
  id!: number;

  @Index()
  @ManyToOne(() => Account)
  account!: Account;
}

export const open = () => MikroORM.init({ entities: [Account, Member], dbName: 'shop' });
