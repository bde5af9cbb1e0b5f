import { DataTypes, Model, type NonAttribute, Sequelize } from 'sequelize';

export const sequelize = new Sequelize('postgres://localhost/shop');

export class Customer extends Model {
  declare name: string;
  declare orders: NonAttribute<Order[]>;
}
Customer.init({ name: DataTypes.TEXT }, { sequelize, modelName: 'Customer', indexes: [{ fields: ['name'] }] });

export class Order extends Model {
  declare total: number;
}
Order.init(
  { total: DataTypes.INTEGER, customerId: DataTypes.INTEGER },
  { sequelize, modelName: 'Order', indexes: [{ fields: ['customerId'] }] },
);

Customer.hasMany(Order, { as: 'orders', foreignKey: 'customerId' });
Order.belongsTo(Customer, { foreignKey: 'customerId' });
