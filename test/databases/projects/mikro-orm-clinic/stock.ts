import { defineEntity, EntitySchema, p } from '@mikro-orm/core';

export const Supplier = defineEntity({
  name: 'Supplier',
  properties: {
    id: p.integer().primary(),
    label: p.string().length(60).unique(),
    rating: p.smallint().nullable(),
    joined: p.datetime(0).defaultRaw('current_timestamp'),
  },
});

export const StockItem = defineEntity({
  name: 'StockItem',
  tableName: 'stock',
  indexes: [{ properties: ['supplier', 'label'] }],
  uniques: [{ name: 'stock_label', properties: ['label'] }],
  properties: p => ({
    id: p.uuid().primary(),
    label: p.string(),
    count: p.integer().default(0),
    size: p.enum(['small', 'large']).nullable(),
    details: p.json().nullable(),
    price: p.decimal().precision(8).scale(2),
    supplier: () => p.manyToOne(Supplier).nullable(),
    replacement: () => p.oneToOne(StockItem).inversedBy('replaces').nullable(),
    replaces: () => p.oneToOne(StockItem).mappedBy('replacement'),
    batches: () => p.oneToMany(BatchSchema).mappedBy('item'),
    parts: () => p.manyToMany(StockItem),
  }),
});

export interface Batch {
  id: number;
  item: object;
  expires: Date;
  code: string;
}

export const BatchSchema: EntitySchema<Batch> = new EntitySchema<Batch>({
  name: 'Batch',
  tableName: 'storage.batches',
  indexes: [{ name: 'batch_expiry', properties: ['expires'] }],
  properties: {
    id: { type: 'number', primary: true },
    item: { kind: 'm:1', entity: 'StockItem', deleteRule: 'cascade' },
    expires: { type: 'Date', nullable: true },
    code: { type: 'string', length: 10, index: true },
  },
});
