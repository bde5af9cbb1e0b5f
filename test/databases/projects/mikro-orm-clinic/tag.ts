import { Collection, Entity, ManyToMany, PrimaryKey } from '@mikro-orm/core';
import { Patient } from './patient';
import { Visit } from './visit';

@Entity({ schema: 'labels' })
export class Tag {
  @PrimaryKey({ length: 30 })
  slug!: string;

  @ManyToMany(() => Patient, patient => patient.tags)
  patients = new Collection<Patient>(this);

  @ManyToMany({ entity: () => Visit, fixedOrder: true })
  visits = new Collection<Visit>(this);
}
