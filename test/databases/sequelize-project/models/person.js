module.exports = (sequelize, DataTypes) => {
  const Person = sequelize.define(
    'Person',
    {
      id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true },
      fullName: { type: DataTypes.STRING, allowNull: false },
      bornOn: DataTypes.DATEONLY,
      mentorId: { type: DataTypes.UUID, references: { model: 'people', key: 'id' }, onDelete: 'SET NULL' },
      profile: { type: DataTypes.JSONB, defaultValue: {} },
    },
    { underscored: true, paranoid: true, tableName: 'people' },
  );
  return Person;
};
