import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Country } from './country';

@Entity({ name: 'regions' })
export class Region {
  @PrimaryColumn({ type: 'character', length: 2 })
  countryCode: string;

  @PrimaryColumn('int2')
  number: number;

  @Column('text', { array: true, default: () => "'{}'" })
  names: string[];

  @ManyToOne(() => Country, country => country.regions, { onDelete: 'CASCADE', onUpdate: 'RESTRICT', nullable: false })
  @JoinColumn({ name: 'countryCode' })
  country: Country;
}
