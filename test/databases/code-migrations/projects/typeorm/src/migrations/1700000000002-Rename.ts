import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

export class Rename1700000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.renameTable('item', 'Article');
    await queryRunner.renameColumn('Article', 'warehouse_id', 'store_id');
    await queryRunner.renameColumn('Article', 'kind', 'Sort');
    await queryRunner.renameColumn('Article', 'name', 'title');
    await queryRunner.changeColumn(
      'warehouse',
      'code',
      new TableColumn({ name: 'code', type: 'varchar', length: '12', isNullable: true, isUnique: true }),
    );
    const price = { name: 'price', type: 'decimal', precision: 10, scale: 2, isNullable: true };
    await queryRunner.changeColumn(
      'Article',
      new TableColumn(price),
      new TableColumn({ ...price, name: 'cost', precision: 12, isUnique: true, default: 1 }),
    );
    await queryRunner.changeColumn(
      'inventory',
      new TableColumn({ name: 'counted_at', type: 'timestamp', isNullable: true }),
      new TableColumn({ name: 'counted_at', type: 'date', isNullable: true }),
    );
  }

  async down(): Promise<void> {}
}
