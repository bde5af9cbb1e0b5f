const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Screening extends Model {
    static associate({ Film, Ticket }) {
      this.belongsTo(Film, { onDelete: 'CASCADE' });
      Screening.hasMany(Ticket, { as: 'tickets' });
    }
  }
  Screening.init(
    {
      number: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      startsAt: { type: DataTypes.DATE, allowNull: false },
      hall: { type: DataTypes.CHAR(3), allowNull: false },
    },
    { sequelize, modelName: 'Screening', timestamps: false, indexes: [{ unique: true, fields: ['startsAt', 'hall'] }] },
  );
  return Screening;
};
