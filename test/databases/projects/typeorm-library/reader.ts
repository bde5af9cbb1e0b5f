import { ChildEntity, Column, Entity, Index, ManyToOne, OneToMany, PrimaryGeneratedColumn, TableInheritance } from 'typeorm';
import { Loan } from './loan';
import { Publisher } from './publisher';
import { TABLES } from './settings';

@Entity(TABLES.readers)
@TableInheritance({ column: { type: 'varchar', name: 'kind', length: 20 } })
export class Reader {
  @PrimaryGeneratedColumn({ name: 'reader_id' })
  id: number;

  @Column({ unique: true })
  email: string;

  @OneToMany(() => Loan, loan => loan.reader)
  loans: Loan[];
}

@ChildEntity('student')
export class Student extends Reader {
  @Column()
  school: string;
}

@ChildEntity()
@Index(['staffNumber'])
export class Employee extends Reader {
  @Column('int')
  staffNumber: number;

  @ManyToOne(() => Publisher)
  employer: Publisher;
}
