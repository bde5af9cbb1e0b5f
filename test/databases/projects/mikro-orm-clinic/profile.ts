import { Entity, OneToOne, PrimaryKey, Property, types } from '@mikro-orm/core';
import { PetOwner } from './owner';

@Entity({ tableName: 'owner_profiles' })
export class Profile {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  uuid!: string;

  @Property({ type: types.decimal, precision: 12, scale: 4, default: '0' })
  credit!: string;

  @Property({ type: 'string[]', nullable: true })
  tags?: string[];

  @OneToOne(() => PetOwner, owner => owner.profile)
  owner?: PetOwner;
}
