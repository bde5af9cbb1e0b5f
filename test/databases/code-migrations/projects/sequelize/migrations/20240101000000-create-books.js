'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    const { STRING } = Sequelize;
    await queryInterface.createSchema('vault');
    await queryInterface.createTable('authors', {
      id: { type: Sequelize.INTEGER, allowNull: false, autoIncrement: true, primaryKey: true },
      name: { type: STRING(100), allowNull: false, unique: true },
      born: Sequelize.DATEONLY,
      rank: { type: Sequelize.SMALLINT, defaultValue: 3 },
      createdAt: { type: Sequelize.DATE, allowNull: false, defaultValue: Sequelize.literal('now()') },
    });
    await queryInterface.createTable('books', {
      id: { type: Sequelize.UUID, primaryKey: true, defaultValue: Sequelize.literal('gen_random_uuid()') },
      author_id: {
        type: Sequelize.INTEGER,
        allowNull: false,
        references: { model: 'authors', key: 'id' },
        onDelete: 'CASCADE',
        onUpdate: 'cascade',
      },
      editor_id: { type: Sequelize.INTEGER, references: { model: { tableName: 'authors' }, key: 'id' } },
      state: { type: Sequelize.ENUM('draft', 'printed'), allowNull: false, defaultValue: 'draft' },
      genres: { type: Sequelize.ARRAY(Sequelize.STRING), defaultValue: [] },
      price: Sequelize.DECIMAL(8, 2),
      pages: { type: Sequelize.BIGINT, allowNull: true },
      meta: { type: Sequelize.JSONB, defaultValue: {} },
      cover: Sequelize.BLOB,
      weight: Sequelize.DOUBLE,
      visible: { type: Sequelize.BOOLEAN, allowNull: false, defaultValue: false },
      synopsis: { type: Sequelize.TEXT, comment: 'as printed' },
    });
    await queryInterface.createTable(
      { tableName: 'loans', schema: 'vault' },
      {
        bookId: { type: Sequelize.UUID, primaryKey: true },
        reader: { type: Sequelize.STRING, primaryKey: true },
        until: { type: Sequelize.DATE, field: 'until_date' },
      },
    );
    await queryInterface.addIndex('books', ['author_id', { name: 'price', order: 'DESC' }]);
    await queryInterface.addIndex('books', { fields: ['genres'], using: 'gin', name: 'books_genres_gin' });
    await queryInterface.addIndex('authors', { fields: ['born'], unique: true });
  },

  async down(queryInterface) {
    await queryInterface.dropTable('books');
  },
};
