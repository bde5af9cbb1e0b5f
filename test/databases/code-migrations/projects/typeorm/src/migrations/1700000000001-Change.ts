import { type MigrationInterface, type QueryRunner, TableColumn, TableForeignKey, TableUnique } from 'typeorm';

const STOCK = 'stock';

export class Change1700000000001 implements MigrationInterface {
  name = 'Change1700000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.addColumns(STOCK, [
      new TableColumn({ name: 'counted_at', type: 'timestamp', isNullable: true }),
      new TableColumn({ name: 'state', type: 'enum', enum: ['ok', 'low'], enumName: 'stock_state', default: `'ok'` }),
    ]);
    await queryRunner.addColumn('warehouse', new TableColumn({ name: 'city', type: 'varchar', length: '40' }));
    await queryRunner.renameColumn('item', 'made_at', 'produced_at');
    await queryRunner.dropColumn('item', 'tags');
    const table = await queryRunner.getTable('item');
    const key = new TableForeignKey({
      columnNames: ['warehouse_id'],
      referencedTableName: 'warehouse',
      referencedColumnNames: ['id'],
    });
    if (table) await queryRunner.dropForeignKey(table, key);
    await queryRunner.createForeignKey('item', key);
    await queryRunner.createUniqueConstraint('warehouse', new TableUnique({ columnNames: ['city', 'code'] }));
    for (const column of ['amount', 'counted_at']) {
      await queryRunner.query(`CREATE INDEX "stock_by_${column}" ON "stock" ("${column}" DESC)`);
    }
    await queryRunner.query(`UPDATE "item" SET "price" = $1 WHERE "price" IS NULL`, [process.env.PRICE ?? 1]);
    await queryRunner.renameTable('stock', 'inventory');
  }

  async down(): Promise<void> {}
}
