import { Collection, Entity, Index, ManyToOne, OneToMany, PrimaryKey, Property, type Ref } from '@mikro-orm/core';

@Entity()
export class Owner {
  @PrimaryKey() id!: number;
  @Index() @Property() name!: string;
  @OneToMany(() => Patient, patient => patient.owner) patients = new Collection<Patient>(this);
}

@Entity()
export class Patient {
  @PrimaryKey() id!: number;
  @Property() name!: string;
  @Index() @ManyToOne(() => Owner, { ref: true }) owner!: Ref<Owner>;
}
