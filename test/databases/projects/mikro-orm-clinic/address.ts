import { Embeddable, Embedded, Index, ManyToOne, Property } from '@mikro-orm/core';
import { City } from './city';

@Embeddable()
export class Position {
  @Property({ type: 'double' })
  latitude!: number;

  @Property({ type: 'float', fieldName: 'lng' })
  longitude!: number;
}

@Embeddable()
export class Address {
  @Property()
  street!: string;

  @Property({ index: true, ...{ length: 12 } })
  zipCode!: string;

  @Embedded(() => Position)
  position!: Position;

  @ManyToOne(() => City)
  city!: City;
}
