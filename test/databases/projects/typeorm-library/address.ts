import { Column, Index, ManyToOne } from 'typeorm';
import { Country } from './country';

export class Position {
  @Column('double precision')
  latitude: number;

  @Column('double precision', { name: 'lng' })
  longitude: number;
}

export class Address {
  @Column({ length: 120 })
  street: string;

  @Index()
  @Column('varchar', { name: 'zip_code', length: '12', nullable: true })
  zipCode: string | null;

  @Column(() => Position, { prefix: 'at' })
  position: Position;

  @ManyToOne(() => Country)
  country: Country;
}
