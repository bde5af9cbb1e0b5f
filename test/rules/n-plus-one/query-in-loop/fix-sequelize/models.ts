import { DataTypes, Model, Sequelize } from 'sequelize';

export const sequelize = new Sequelize(process.env.DATABASE_URL ?? '', { dialect: 'postgres' });

export class User extends Model {
  declare id: number;
  declare name: string;
}

User.init(
  { id: { type: DataTypes.INTEGER, primaryKey: true }, name: { type: DataTypes.TEXT, allowNull: false } },
  { sequelize, tableName: 'users', timestamps: false },
);

export class Post extends Model {
  declare id: number;
  declare title: string;
  declare authorId: number;
  declare editorId: number | null;
}

Post.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true },
    title: { type: DataTypes.TEXT, allowNull: false },
    authorId: { type: DataTypes.INTEGER, allowNull: false },
    editorId: { type: DataTypes.INTEGER },
  },
  { sequelize, tableName: 'posts', timestamps: false, indexes: [{ fields: ['authorId'] }, { fields: ['editorId'] }] },
);
