import { Column, CreateDateColumn, DataSource, Entity, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

@Entity()
export class Order {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('timestamptz')
  placedAt!: Date;

  @Column('timestamptz')
  paidAt!: Date;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  @Column({ type: 'timestamptz' })
  dueAt!: Date;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

export const dataSource = new DataSource({ type: 'postgres', entities: [Order] });
