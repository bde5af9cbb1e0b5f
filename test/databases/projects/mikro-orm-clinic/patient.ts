import {
  BigIntType,
  Cascade,
  Collection,
  Entity,
  Enum,
  Index,
  ManyToMany,
  ManyToOne,
  OneToMany,
  PrimaryKey,
  Property,
} from '@mikro-orm/core';
import { Species, Urgency } from './kinds';
import { PetOwner } from './owner';
import { Tag } from './tag';
import { Visit } from './visit';

@Entity()
@Index({ properties: ['owner', 'born'] })
@Index({ properties: 'name', type: 'hash' })
export class Patient {
  @PrimaryKey({ type: new BigIntType('bigint') })
  id!: bigint;

  @Property()
  name!: string;

  @Property({ type: 'date' })
  born!: string;

  @Enum(() => Species)
  species!: Species;

  @Enum({ items: () => Urgency, default: Urgency.Low })
  urgency!: Urgency;

  @Enum({ items: () => Species, nativeEnumName: 'species_kind', nullable: true })
  kind?: Species;

  @Property()
  alive: boolean = true;

  @ManyToOne(() => PetOwner, { inversedBy: 'patients' })
  owner!: PetOwner;

  @ManyToOne({ entity: () => Patient, nullable: true, index: true })
  mother?: Patient;

  @ManyToOne({ entity: 'PetOwner', cascade: [Cascade.ALL], fieldName: 'finder', nullable: true })
  foundBy?: PetOwner;

  @ManyToMany(() => Tag, 'patients', { owner: true, pivotTable: 'tagged_patients', joinColumn: 'patient', inverseJoinColumn: 'tag' })
  tags = new Collection<Tag>(this);

  @OneToMany({ entity: () => Visit, mappedBy: 'patient' })
  visits = new Collection<Visit>(this);
}
