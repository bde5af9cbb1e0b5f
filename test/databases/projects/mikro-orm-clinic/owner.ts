import { Collection, Embedded, Entity, Index, ManyToMany, OneToMany, OneToOne, Property, Ref, Unique } from '@mikro-orm/core';
import { Address, Position } from './address';
import { Stamped } from './base';
import { SHORT } from './kinds';
import { Patient } from './patient';
import { Profile } from './profile';

@Entity()
@Index({ name: 'owner_mail_index', properties: ['mail', 'phoneNumber'] })
@Unique({ properties: ['mail'] })
export class PetOwner extends Stamped {
  @Property()
  mail!: string;

  @Property(SHORT)
  phoneNumber?: string;

  @Property({ type: 'text', nullable: true, lazy: true })
  notes?: string;

  @Property({ type: 'json', nullable: true, index: 'owner_settings' })
  settings?: object;

  @Embedded(() => Address)
  address!: Address;

  @Embedded({ entity: () => Address, prefix: 'bill_', nullable: true })
  billing?: Address;

  @Embedded({ entity: () => Position, object: true, nullable: true })
  former?: Position;

  @OneToOne(() => Profile, profile => profile.owner, { owner: true, nullable: true })
  profile?: Ref<Profile>;

  @OneToMany('Patient', 'owner')
  patients = new Collection<Patient>(this);

  @ManyToMany({ entity: () => PetOwner })
  friends = new Collection<PetOwner>(this);

  @Property({ persist: false })
  get label(): string {
    return this.mail;
  }
}
