const { DataTypes, Model } = require('sequelize');

const PRICE = { type: DataTypes.DECIMAL(6, 2), allowNull: false, defaultValue: 9.5 };

class Seat extends Model {
  static initialize(sequelize) {
    return Seat.init(
      { row: DataTypes.INTEGER, place: { type: DataTypes.INTEGER, allowNull: false } },
      { sequelize, underscored: true, freezeTableName: true, createdAt: 'made_at', updatedAt: false },
    );
  }
}

class Ticket extends Model {
  static initialize(sequelize) {
    return super.init(
      { price: PRICE, seatId: { type: DataTypes.INTEGER, allowNull: false }, sold: DataTypes.BOOLEAN },
      { sequelize, tableName: 'tickets' },
    );
  }
}

module.exports = { Seat, Ticket };
