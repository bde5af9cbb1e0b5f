const TABLES = ['authors', 'books'];

module.exports.up = (queryInterface, { DataTypes, fn }) =>
  queryInterface.sequelize.transaction(async transaction => {
    for (const table of TABLES) {
      await queryInterface.addColumn(
        table,
        'archived_at',
        { type: DataTypes.DATE, allowNull: true, defaultValue: fn('now') },
        { transaction },
      );
      await queryInterface.sequelize.query(`CREATE INDEX ${table}_archived ON ${table} (archived_at)`, { transaction });
    }
    await queryInterface.renameColumn('authors', 'born', 'birthday', { transaction });
    await queryInterface.changeColumn('books', 'pages', { type: DataTypes.INTEGER, allowNull: false }, { transaction });
    await queryInterface.changeColumn('books', 'price', { type: DataTypes.DECIMAL(10, 2), defaultValue: 1 }, { transaction });
    await queryInterface.addConstraint('books', {
      type: 'unique',
      fields: ['author_id', 'price'],
      transaction,
    });
    await queryInterface.addConstraint('books', {
      type: 'foreign key',
      name: 'books_second_editor',
      fields: ['pages'],
      references: { table: 'authors', field: 'id' },
      onDelete: 'SET NULL',
      transaction,
    });
    await queryInterface.addColumn(
      'books',
      'kind',
      { type: DataTypes.ENUM({ values: ['a', 'b'] }), unique: true },
      { transaction },
    );
    await queryInterface.removeColumn('books', 'cover', { transaction });
    await queryInterface.removeIndex('books', 'books_genres_gin', { transaction });
    await queryInterface
      .removeConstraint('authors', 'authors_name_key', { transaction })
      .then(() => queryInterface.renameTable('authors', 'writers', { transaction }));
    await queryInterface.bulkInsert('writers', [{ name: 'A' }], { transaction });
    const columns = await queryInterface.describeTable('books', { transaction });
    if (!columns.shelf) {
      await queryInterface.addColumn('books', 'shelf', DataTypes.STRING(12), { transaction });
    }
  });

module.exports.down = () => Promise.resolve();
