import { Column, Entity, PrimaryGeneratedColumn, Tree, TreeChildren, TreeLevelColumn, TreeParent } from 'typeorm';

@Entity('subjects')
@Tree('closure-table')
export class Subject {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @TreeChildren()
  children: Subject[];

  @TreeParent({ onDelete: 'CASCADE' })
  parent: Subject;

  @TreeLevelColumn()
  level: number;
}

@Entity()
@Tree('materialized-path')
export class ShelfRoom {
  @PrimaryGeneratedColumn()
  id: number;

  @TreeChildren()
  children: ShelfRoom[];

  @TreeParent()
  parent: ShelfRoom;
}

@Entity()
@Tree('nested-set')
export class Corridor {
  @PrimaryGeneratedColumn('increment', { type: 'smallint' })
  id: number;

  @TreeChildren()
  children: Corridor[];

  @TreeParent()
  parent: Corridor;
}
