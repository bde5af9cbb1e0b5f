const { DataTypes, Model } = require('sequelize');
const { sequelize } = require('../database');

class Customer extends Model {}

Customer.init({ name: DataTypes.STRING, invitedBy: DataTypes.INTEGER }, { sequelize, indexes: [{ fields: ['invitedBy'] }] });
Customer.belongsTo(Customer, { foreignKey: 'invitedBy', as: 'inviter' });

module.exports = { Customer };
