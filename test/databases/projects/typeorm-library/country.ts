import { Column, Entity, OneToMany, PrimaryColumn } from 'typeorm';
import { Region } from './region';

@Entity()
export class Country {
  @PrimaryColumn({ type: 'character', length: 2 })
  code: string;

  @Column({ unique: true })
  name: string;

  @OneToMany(() => Region, region => region.country)
  regions: Region[];
}
