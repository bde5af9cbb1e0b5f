import { Entity, Enum, ManyToOne, Property } from '@mikro-orm/core';
import { Identified } from './base';
import { City } from './city';

@Entity({ discriminatorColumn: 'kind', abstract: true })
export abstract class Person extends Identified {
  @Enum({ items: ['vet', 'nurse'] })
  kind!: 'vet' | 'nurse';

  @Property()
  name!: string;
}

@Entity({ discriminatorValue: 'vet' })
export class Vet extends Person {
  @Property({ unique: true })
  license!: string;

  @ManyToOne(() => Vet)
  substitute?: Vet;
}

@Entity({ discriminatorValue: 'nurse' })
export class Nurse extends Person {
  @Property()
  shift!: number;

  @ManyToOne(() => City)
  town!: City;
}
