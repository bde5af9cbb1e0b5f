import { Column, PrimaryColumn } from 'typeorm';

export const TABLES = { loans: 'book_loans', readers: 'reader' } as const;
export const SHORT = { length: 30, nullable: false } as const;

/** A decorator of the project's own. */
export function Money(): PropertyDecorator {
  return Column('numeric', { precision: 12, scale: 2, default: 0 });
}

export const Code = (length: number) => PrimaryColumn({ type: 'char', length });
