import { Entity, ManyToOne, OneToOne, PrimaryKeyProp, Property, t } from '@mikro-orm/core';
import { City } from './city';
import { Patient } from './patient';
import { Vet } from './staff';
import { Identified } from './base';

@Entity()
export class Visit extends Identified {
  @ManyToOne(() => Patient, { deleteRule: 'cascade', updateRule: 'restrict' })
  patient!: Patient;

  @ManyToOne(() => Vet, { nullable: true })
  vet?: Vet;

  @ManyToOne(() => City, { index: true })
  city!: City;

  @ManyToOne(() => City, { nullable: true, fieldNames: ['from_country', 'from_number'] })
  origin?: City;

  @ManyToOne(() => Patient, { createForeignKeyConstraint: false, nullable: true })
  companion?: Patient;

  @Property({ type: t.time, nullable: true })
  at?: string;

  @Property({ columnType: 'timestamp(0)' })
  until!: Date;

  @Property({ columnType: 'numeric(7, 2)', unique: true, nullable: true })
  price?: string;

  @Property({ columnType: 'int', generated: '(revision * 2) stored', nullable: true })
  doubled?: number;

  @Property({ default: 1 })
  revision!: number;
}

/** A key that is a relation. */
@Entity()
export class VisitReport {
  @OneToOne({ entity: () => Visit, primary: true })
  visit!: Visit;

  @Property({ type: 'blob', nullable: true })
  scan?: Buffer;

  [PrimaryKeyProp]?: 'visit';
}
