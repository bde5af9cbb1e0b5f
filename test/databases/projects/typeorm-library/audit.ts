import { EntitySchema } from 'typeorm';

const STAMPED = {
  id: { type: 'uuid', primary: true, generated: 'uuid' },
  createdAt: { type: 'timestamptz', createDate: true },
} as const;

export interface Audit {
  id: string;
  createdAt: Date;
  action: string;
  amount: number;
  pageNumber: number;
  page: object;
  pages: object[];
}

export const AuditEntity = new EntitySchema<Audit>({
  name: 'audit',
  tableName: 'audit_entries',
  columns: {
    ...STAMPED,
    action: { type: String, length: 40 },
    amount: { type: 'decimal', precision: 8, scale: 3, nullable: true, unique: true },
    pageNumber: { type: Number, nullable: true },
  },
  relations: {
    page: {
      type: 'many-to-one',
      target: 'page',
      joinColumn: { name: 'pageNumber' },
      onDelete: 'CASCADE',
    },
    pages: { type: 'many-to-many', target: 'page', joinTable: { name: 'audit_pages' } },
  },
  indices: [
    { name: 'audit_action', columns: ['action', 'createdAt'] },
    { columns: ['pageNumber'], unique: true, where: 'action IS NOT NULL' },
  ],
  uniques: [{ columns: ['action', 'amount'] }],
});

export interface Page {
  number: number;
  text: string;
  audit: Audit;
}

export const PageEntity = new EntitySchema<Page>({
  name: 'page',
  columns: { number: { type: 'int', primary: true }, text: { type: 'text' } },
  relations: { audit: { type: 'one-to-one', target: 'audit', joinColumn: true, nullable: false } },
});
