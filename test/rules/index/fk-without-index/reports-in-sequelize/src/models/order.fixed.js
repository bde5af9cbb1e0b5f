const { DataTypes } = require('sequelize');
const { sequelize } = require('../database');
const { Customer } = require('./customer');

const Order = sequelize.define(
  'Order',
  {
    number: { type: DataTypes.INTEGER, allowNull: false, unique: true },
    customerId: {
      type: DataTypes.INTEGER,
      allowNull: false,
      field: 'customer_id',
      references: { model: 'Customers', key: 'id' },
    },
  },
  { indexes: [{ fields: ['number', 'customer_id'] }, { fields: ['customer_id'] }] },
);

Order.belongsTo(Customer, { foreignKey: 'customerId' });

module.exports = { Order };
