import { DataTypes, Model, Sequelize } from 'sequelize';

export const sequelize = new Sequelize('postgres://localhost/shop');

export class User extends Model {}
User.init({ name: DataTypes.TEXT }, { sequelize, modelName: 'User' });

export class Post extends Model {}
Post.init(
  { title: DataTypes.TEXT, authorId: DataTypes.INTEGER },
  { sequelize, modelName: 'Post', indexes: [{ fields: ['authorId'] }] },
);

User.hasMany(Post, { as: 'posts', foreignKey: 'authorId' });
Post.belongsTo(User, { as: 'author', foreignKey: 'authorId' });
