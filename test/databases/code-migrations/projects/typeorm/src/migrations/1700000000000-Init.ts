import { type MigrationInterface, type QueryRunner, Table, TableForeignKey, TableIndex } from 'typeorm';

export class Init1700000000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE EXTENSION IF NOT EXISTS "uuid-ossp"`);
    await queryRunner.query(
      `CREATE TABLE "warehouse" ("id" SERIAL NOT NULL, "code" character varying(8) NOT NULL, ` +
        `CONSTRAINT "PK_warehouse" PRIMARY KEY ("id"), CONSTRAINT "UQ_code" UNIQUE ("code"))`,
    );
    await queryRunner.createTable(
      new Table({
        name: 'item',
        columns: [
          { name: 'id', type: 'uuid', isPrimary: true, isGenerated: true, generationStrategy: 'uuid' },
          { name: 'number', type: 'bigint', isGenerated: true, generationStrategy: 'increment' },
          { name: 'name', type: 'varchar', length: '60', isUnique: true },
          { name: 'kind', type: 'enum', enum: ['raw', 'made'], default: `'raw'` },
          { name: 'price', type: 'decimal', precision: 10, scale: 2, isNullable: true },
          { name: 'tags', type: 'text', isArray: true, default: `'{}'` },
          { name: 'made_at', type: 'timestamp with time zone', precision: 3, default: 'now()' },
          { name: 'warehouse_id', type: 'int', isNullable: true },
        ],
        foreignKeys: [
          {
            columnNames: ['warehouse_id'],
            referencedTableName: 'warehouse',
            referencedColumnNames: ['id'],
            onDelete: 'SET NULL',
          },
        ],
        indices: [{ columnNames: ['name', 'price'] }],
        uniques: [{ name: 'item_number', columnNames: ['number'] }],
      }),
      true,
    );
    await queryRunner.createTable(
      new Table({
        name: 'stock',
        columns: [
          { name: 'item_id', type: 'uuid', isPrimary: true, primaryKeyConstraintName: 'stock_key' },
          { name: 'warehouse_id', type: 'int', isPrimary: true, primaryKeyConstraintName: 'stock_key' },
          { name: 'amount', type: 'int', default: 0 },
        ],
      }),
    );
    await queryRunner.createForeignKey(
      'stock',
      new TableForeignKey({
        name: 'stock_item',
        columnNames: ['item_id'],
        referencedTableName: 'item',
        referencedColumnNames: ['id'],
        onDelete: 'CASCADE',
        onUpdate: 'CASCADE',
      }),
    );
    await queryRunner.createIndex('stock', new TableIndex({ columnNames: ['amount'], where: 'amount > 0' }));
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('stock');
  }
}
