import { Collection, Entity, ManyToOne, OneToMany, PrimaryKey, Property, Unique } from '@mikro-orm/core';

@Entity()
export class Country {
  @PrimaryKey({ type: 'character', length: 2 })
  code!: string;

  @Unique()
  @Property({ length: 90 })
  name!: string;

  @OneToMany(() => City, city => city.country)
  cities = new Collection<City>(this);
}

@Entity({ tableName: 'cities' })
@Unique({ properties: ['country', 'name'] })
export class City {
  @ManyToOne(() => Country, { primary: true, deleteRule: 'no action' })
  country!: Country;

  @PrimaryKey({ type: 'smallint' })
  number!: number;

  @Property({ columnType: 'varchar(70)', default: 'unnamed' })
  name!: string;
}
