const { DataTypes } = require('sequelize');
const { Ticket, Seat } = require('./seat');

/** @param {import('sequelize').Sequelize} sequelize */
module.exports = sequelize => {
  const models = {
    ...require('./archive')(sequelize),
    Film: require('./film')(sequelize, DataTypes),
    Person: require('./person')(sequelize, DataTypes),
    Screening: require('./screening')(sequelize, DataTypes),
    Ticket: Ticket.initialize(sequelize),
    Seat: Seat.initialize(sequelize),
  };
  for (const model of Object.values(models)) {
    if (model.associate) model.associate(models);
  }
  Ticket.belongsTo(Seat, { foreignKey: { name: 'seatId', allowNull: false } });
  Seat.hasMany(Ticket, { foreignKey: 'seatId', onDelete: 'CASCADE' });
  return models;
};
