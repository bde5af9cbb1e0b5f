const { DataTypes } = require('sequelize');
const { sequelize } = require('./database');

const Bread = sequelize.define('Bread', { name: DataTypes.STRING });
const Slice = sequelize.define(
  'Slice',
  { breadId: { type: DataTypes.INTEGER, field: 'bread_id' }, place: DataTypes.INTEGER },
  { indexes: [{ unique: true, fields: ['bread_id', 'place'] }] },
);

Bread.hasMany(Slice, { foreignKey: 'breadId' });
Slice.belongsTo(Bread, { foreignKey: 'breadId' });

// Nothing in the database knows of this one.
Slice.belongsTo(Bread, { foreignKey: 'oldBreadId', as: 'oldBread', constraints: false });

module.exports = { Bread, Slice };
