module.exports = (sequelize, DataTypes) => {
  const Film = sequelize.define(
    'Film',
    {
      title: { type: DataTypes.STRING(200), allowNull: false, unique: true },
      slug: { type: DataTypes.STRING, unique: 'film_slug' },
      year: { type: DataTypes.SMALLINT, unique: 'film_slug', defaultValue: 1900 },
      kind: { type: DataTypes.ENUM('short', 'feature'), allowNull: false, defaultValue: 'feature' },
      tags: DataTypes.ARRAY(DataTypes.TEXT),
      length: { type: DataTypes.DECIMAL(5, 1), field: 'length_in_minutes' },
      shownAt: DataTypes.DATE,
      label: { type: DataTypes.VIRTUAL, get: () => 'x' },
    },
    { indexes: [{ fields: ['year', 'title'] }, { fields: ['tags'], using: 'gin', name: 'film_tags' }] },
  );
  Film.associate = models => {
    Film.belongsTo(models.Person, { as: 'director' });
    Film.belongsToMany(models.Person, { through: 'cast' });
    models.Person.belongsToMany(Film, { through: 'cast' });
  };
  return Film;
};
