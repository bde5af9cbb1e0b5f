import {
  BaseEntity,
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Index,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';

export abstract class Identified extends BaseEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;
}

@Index(['createdAt'])
export abstract class Stamped extends Identified {
  @CreateDateColumn()
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3, name: 'changed_at' })
  updatedAt: Date;

  @DeleteDateColumn()
  deletedAt: Date;

  @VersionColumn()
  revision: number;

  @Index()
  @Column({ length: 80, nullable: true })
  source: string;
}
