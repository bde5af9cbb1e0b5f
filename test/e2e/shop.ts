/** What the editor tests look for in examples/shop: one finding of each family, and what its fix makes of the file. */
export interface ShopFinding {
  ruleId: string;
  /** Relative to the shop. */
  file: string;
  /** Text that stands on one line of the file only: the line with the squiggle. */
  line: string;
  /** Where the squiggle must be: the first occurrence in that line. */
  at: string;
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
    at: 'supplier',
    what: /No index on .?Product.? starts with .?supplierId/,
    why: /reads the whole table/,
    fixTitle: /@@index\(\[supplierId\]\)/,
    fixed: /@@index\(\[supplierId\]\)/g,
  },
  {
    ruleId: 'n-plus-one/query-in-loop',
    file: 'src/orders/order-service.ts',
    line: 'prisma.product.findUnique({ where: { id: item.productId } })',
    at: 'prisma.product.findUnique',
    what: /findUnique.* runs /,
    why: /round trip/,
    fixTitle: /Ask once for all of them/,
    fixed: /\bin: /g,
  },
  {
    ruleId: 'injection/interpolated-query',
    file: 'src/customers/customer-search.ts',
    line: "WHERE email = '${email}'",
    at: 'email}',
    what: /email.? is spliced into the text of the query/,
    why: /runs as SQL/,
    fixTitle: /parameter/,
    fixed: /email = \$1/g,
  },
];
