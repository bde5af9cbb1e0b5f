import { BaseEntity, Index, Opt, PrimaryKey, Property } from '@mikro-orm/core';

export abstract class Identified extends BaseEntity {
  @PrimaryKey()
  id!: number;
}

@Index({ properties: ['createdAt'] })
export abstract class Stamped extends Identified {
  @Property({ type: 'datetime', defaultRaw: 'now()' })
  createdAt: Date & Opt = new Date();

  @Property({ onUpdate: () => new Date(), length: 3 })
  updatedAt: Date = new Date();

  @Property({ version: true })
  revision!: number;
}
