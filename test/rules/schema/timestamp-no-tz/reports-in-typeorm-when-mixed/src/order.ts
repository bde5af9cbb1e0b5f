import { Column, CreateDateColumn, DataSource, Entity, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

@Entity()
export class Order {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('timestamptz')
  placedAt!: Date;

  @Column()
  paidAt!: Date;
  //<^^^ schema/timestamp-no-tz

  @Column('timestamp', { nullable: true })
  sentAt!: Date | null;

  @Column({ type: 'timestamp without time zone' })
  dueAt!: Date;

  @CreateDateColumn()
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at' })
  updatedAt!: Date;
}

export const dataSource = new DataSource({ type: 'postgres', entities: [Order] });
