const SCHEMA = 'archive';

module.exports.up = async (queryInterface, { DataTypes }) => {
  const boxes = { tableName: 'boxes', schema: SCHEMA };
  const shelves = { tableName: 'shelves', schema: SCHEMA };
  await queryInterface.createSchema(SCHEMA);
  await queryInterface.createTable(
    'shelves',
    { id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true }, code: DataTypes.STRING(8) },
    { schema: SCHEMA },
  );
  await queryInterface.createTable(boxes, {
    id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
    shelf_id: { type: DataTypes.INTEGER, references: { model: 'shelves', key: 'id' }, onDelete: 'CASCADE' },
    spare_shelf_id: { type: DataTypes.INTEGER, references: { model: shelves, key: 'id' } },
    writer_id: { type: DataTypes.INTEGER, references: { model: { tableName: 'writers' }, key: 'id' } },
    state: { type: DataTypes.ENUM('full', 'empty'), allowNull: false },
  });
  await queryInterface.addColumn(boxes, 'weight', { type: DataTypes.FLOAT, allowNull: false });
  await queryInterface.renameColumn(boxes, 'weight', 'mass');
  await queryInterface.addIndex(boxes, ['shelf_id', 'mass']);
  await queryInterface.addIndex(shelves, { fields: ['code'], unique: true });
  // Neither reaches the schema.
  await queryInterface.removeIndex(shelves, ['code']);
  await queryInterface.removeIndex(boxes, 'boxes_shelf_id_mass');
  await queryInterface.addIndex(boxes, ['mass']);
  await queryInterface.removeIndex(boxes, 'archive.boxes_mass');
};

module.exports.down = () => Promise.resolve();
