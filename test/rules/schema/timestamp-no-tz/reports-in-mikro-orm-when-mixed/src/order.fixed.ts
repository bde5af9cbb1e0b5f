import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';

@Entity()
export class Order {
  @PrimaryKey()
  id!: number;

  @Property()
  placedAt!: Date;

  @Property({ columnType: 'timestamptz' })
  paidAt!: Date;

  @Property({ columnType: 'timestamptz(3)', nullable: true })
  sentAt?: Date;
}

export const open = () => MikroORM.init({ entities: [Order], dbName: 'shop' });
