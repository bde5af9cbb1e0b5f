const { DataTypes } = require('sequelize');

const ARCHIVE = 'archive';

/** @param {import('sequelize').Sequelize} sequelize */
module.exports = sequelize => {
  // A table of the same name stands in the default schema.
  const Keeper = sequelize.define('Keeper', { since: DataTypes.DATEONLY }, { schema: ARCHIVE, tableName: 'people' });
  const Loan = sequelize.define('Loan', {
    reelId: { type: DataTypes.INTEGER, references: { model: { tableName: 'Reels', schema: ARCHIVE }, key: 'id' } },
    toId: { type: DataTypes.UUID, references: { model: 'people', key: 'id' } },
  });
  const Reel = sequelize.define(
    'Reel',
    {
      state: { type: DataTypes.ENUM('whole', 'torn'), allowNull: false },
      code: { type: DataTypes.STRING(12), unique: true },
      keeperId: { type: DataTypes.INTEGER, references: { model: 'people', key: 'id' } },
    },
    { schema: ARCHIVE, timestamps: false, indexes: [{ fields: ['keeperId', 'state'] }] },
  );
  return { Keeper, Loan, Reel };
};
