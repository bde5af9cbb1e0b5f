import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import { Book } from './book';
import { Employee, Reader } from './reader';
import { TABLES } from './settings';

@Entity({ name: TABLES.loans })
export class Loan {
  @PrimaryColumn()
  bookId: string;

  @PrimaryColumn({ type: 'timestamptz' })
  since: Date;

  @ManyToOne(() => Book, book => book.loans, { nullable: false })
  book: Book;

  @ManyToOne(() => Reader, reader => reader.loans, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'reader', foreignKeyConstraintName: 'loan_reader' })
  reader: Reader;

  @ManyToOne(() => Employee, { createForeignKeyConstraints: false })
  lentBy: Employee;

  @ManyToOne(() => Reader)
  @JoinColumn({ name: 'reader_mail', referencedColumnName: 'email' })
  mailed: Reader;

  @Column({ default: null })
  due: Date;
}

/** A key that is a relation as well. */
@Entity()
export class LoanNote {
  @PrimaryColumn('bigint')
  loanBookId: string;

  @PrimaryColumn('timestamptz')
  loanSince: Date;

  @OneToOne(() => Loan)
  @JoinColumn([
    { name: 'loanBookId', referencedColumnName: 'bookId' },
    { name: 'loanSince', referencedColumnName: 'since' },
  ])
  loan: Loan;

  @Column('text')
  text: string;
}
