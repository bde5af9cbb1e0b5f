/** What the editor tests look for in examples/shop: findings of every family, and what their fixes make of the file. */
export interface ShopFinding {
  ruleId: string;
  /** Relative to the shop. */
  file: string;
  /** Text that stands on one line of the file only: the line with the squiggle. */
  line: string;
  /** The part of that line that has the squiggle under it. */
  under: string;
  what: RegExp;
  why: RegExp;
  fixTitle: RegExp;
  /** A pattern that the fixed file has once more than before. */
  fixed: RegExp;
}

export const shopFindings: readonly ShopFinding[] = [
  {
    ruleId: 'index/fk-without-index',
    file: 'prisma/schema.prisma',
    line: 'supplier Supplier @relation(fields: [supplierId]',
    under: 'supplier Supplier @relation(fields: [supplierId], references: [id])',
    what: /No index on `Product` starts with `supplierId`/,
    why: /reads the whole table/,
    fixTitle: /^Add @@index\(\[supplierId\]\)$/,
    fixed: /@@index\(\[supplierId\]\)/g,
  },
  {
    ruleId: 'n-plus-one/query-in-loop',
    file: 'src/orders/order-service.ts',
    line: 'prisma.product.findUnique({ where: { id: item.productId } })',
    under: 'prisma.product.findUnique',
    what: /`product\.findUnique` runs once per element of `items`, one after the other/,
    why: /round trip/,
    fixTitle: /^Ask once for all of them with `in` and a Map$/,
    fixed: /await prisma\.product\.findMany\(\{ where: \{ id: \{ in: .*item\.productId/g,
  },
  {
    ruleId: 'injection/interpolated-query',
    file: 'src/customers/customer-search.ts',
    line: "WHERE email = '${email}'",
    under: '${email}',
    what: /`email` is spliced into the text of the query/,
    why: /runs as SQL/,
    fixTitle: /^Send the value as a parameter$/,
    fixed: /WHERE email = \$1`, \[email\]\)/g,
  },
  {
    ruleId: 'index/redundant-with-unique',
    file: 'prisma/schema.prisma',
    line: '@@index([code])',
    under: '@@index([code])',
    what: /index on `code` repeats the unique index/,
    why: /written by every INSERT/,
    fixTitle: /^Remove the index on code$/,
    fixed: /written to both\.\n {2}@@map\("coupons"\)/g,
  },
  {
    ruleId: 'query/unknown-relation-or-column',
    file: 'src/reports/shipment-report.ts',
    line: 'WHERE "trackingCode" IS NULL',
    under: '"trackingCode"',
    what: /`shipments` has no column `trackingCode`. Did you mean `tracking_code`\?/,
    why: /fails as soon as it runs/,
    fixTitle: /^Write tracking_code$/,
    fixed: /WHERE tracking_code IS NULL/g,
  },
];
