import assert from 'node:assert/strict';
import { queriesOf } from './described-queries';

const USER_MODEL = {
  'src/user.ts': `
    import mongoose, { model, Schema } from 'mongoose';
    const userSchema = new Schema({ name: String, age: Number, team: { type: Schema.Types.ObjectId, ref: 'Team' } });
    export const User = model('User', userSchema);
    export const Team = mongoose.models.Team || mongoose.model('Team', new Schema({ name: String }));
  `,
};

describe('queries of Mongoose', () => {
  it('are those of its models', async () => {
    const queries = await queriesOf(
      `
      import { Team, User } from './user';
      export async function load(id: string, ids: string[], filter: object) {
        await User.find({ age: { $gte: 18, $lt: 65 }, team: id });
        await User.findOne({ $and: [{ name: id }, { team: { $in: ids } }] }).lean();
        await User.findById(id);
        await User.find(filter).sort({ name: 1 }).limit(10).populate('team').exec();
        await User.find({ $or: [{ name: id }] });
        await User.find({ name: /^a/ });
        await User.where('age').gte(18).where('team').in(ids);
        await User.countDocuments({ team: id });
        await User.exists({ _id: id });
        await User.distinct('name', { team: id });
        await User.aggregate([{ $match: { team: id } }, { $group: { _id: '$name' } }]);
        await User.aggregate([{ $match: { team: id } }, { $out: 'copy' }]);
        await Team.findById(id).then(team => team?.name);
        for await (const user of User.find({ team: id })) console.log(user.name);
        for await (const user of User.find().cursor()) console.log(user.name);
      }
      `,
      USER_MODEL,
    );
    assert.deepEqual(queries, [
      'find: find-many User age compare age compare team equals',
      'lean: find-first User name equals team in',
      'findById: find-unique User _id equals',
      'exec: find-many User …',
      'find: find-many User …',
      'find: find-many User name other',
      'in: find-many User age compare team in',
      'countDocuments: count User team equals',
      'exists: find-first User _id equals',
      'distinct: aggregate User team equals',
      'aggregate: aggregate User team equals',
      'aggregate: aggregate writes User team equals',
      'then: find-unique Team _id equals',
      'find: find-many User team equals',
      'cursor: find-many User',
    ]);
  });

  it('write', async () => {
    const queries = await queriesOf(
      `
      import mongoose from 'mongoose';
      import { User } from './user';
      export async function change(id: string, users: object[]) {
        await User.create({ name: id });
        await User.create([{ name: id }]);
        await User.insertMany(users);
        await User.collection.updateMany({ name: id }, { $set: { name: '' } });
        await User.updateOne({ _id: id }, { $set: { name: '' } });
        await User.updateMany({}, { $set: { name: '' } });
        await User.findOneAndUpdate({ name: id }, { age: 1 }, { upsert: true });
        await User.findByIdAndUpdate(id, { age: 1 }).session(null);
        await User.deleteOne({ _id: id });
        await User.deleteMany({ team: id });
        await User.bulkWrite([]);
        const user = new User({ name: id });
        await user.save();
        const known = await User.findById(id);
        await known?.populate('team');
        await known?.save();
        for (const one of await User.find({})) await one.deleteOne();
        const session = await mongoose.startSession();
        await session.withTransaction(async () => {
          await User.updateOne({ _id: id }, { age: 2 }, { session });
        });
      }
      `,
      USER_MODEL,
    );
    assert.deepEqual(queries, [
      'create: create writes User',
      'create: create-many writes User',
      'insertMany: create-many writes User',
      'updateMany: update-many writes User name equals',
      'updateOne: update writes User _id equals',
      'updateMany: update-many writes User',
      'findOneAndUpdate: upsert writes User name equals',
      'session: update writes User _id equals',
      'deleteOne: delete writes User _id equals',
      'deleteMany: delete-many writes User team equals',
      'bulkWrite: update-many writes User',
      'save: create writes User …',
      'findById: find-unique User _id equals',
      'populate: find-many …',
      'save: update writes User …',
      'find: find-many User',
      'deleteOne: delete writes User …',
      'updateOne: update writes User _id equals',
    ]);
  });

  it('are those of models that are injected or belong to a connection', async () => {
    const queries = await queriesOf(`
      import { InjectModel } from '@nestjs/mongoose';
      import mongoose, { type Connection, type HydratedDocument, type Model } from 'mongoose';
      class Cat {}
      type CatDocument = HydratedDocument<Cat>;
      export class Cats {
        constructor(@InjectModel(Cat.name) private readonly cats: Model<CatDocument>, private readonly db: Connection) {}
        async load(name: string) {
          await this.db.model('Dog').findOne({ name });
          await this.db.collection('logs').insertOne({ name });
          await mongoose.connection.db.collection('logs').find({ name }).toArray();
          return this.cats.find({ name });
        }
        async any<T>(model: Model<T>, name: string) {
          await model.findOne({ name });
        }
      }
    `);
    assert.deepEqual(queries, [
      'findOne: find-first Dog name equals',
      'insertOne: create writes logs',
      'toArray: find-many logs name equals',
      'find: find-many Cat name equals',
      'findOne: find-first name equals',
    ]);
  });

  it('are asked once, wherever they are waited for', async () => {
    const queries = await queriesOf(
      `
      import { User } from './user';
      async function adults() {
        return User.find({ age: 18 });
      }
      export async function load(id: string) {
        const query = User.find({ team: id });
        const users = await adults();
        const names = users.map(user => user.name);
        const sorted = users.sort((a, b) => a.age - b.age);
        const found = users.find(user => user.name === id);
        await query.sort('name').exec();
        User.findOne({ name: id }, (error, user) => console.log(user));
        return [names, sorted, found];
      }
      export async function first(id: string) {
        const users = await User.find({ team: id }).lean();
        return users.find(user => user.name === id);
      }
      `,
      USER_MODEL,
    );
    assert.deepEqual(queries, [
      'find: find-many User age equals',
      // Other statements may have told the query more.
      'exec: find-many User team equals …',
      'findOne: find-first User name equals',
      'lean: find-many User team equals',
    ]);
  });

  it('are none where the object is no model', async () => {
    const queries = await queriesOf(
      `
      import { User } from './user';
      class Model { find() { return this; } save() {} }
      export function load(list: number[], map: Map<string, string>, model: Model, form: { save(): void }) {
        const user = new User();
        user.toObject();
        User.schema.path('name');
        form.save();
        new Model().save();
        return [list.find(Boolean), model.find(), /x/.exec('y'), map.get('a')];
      }
      `,
      USER_MODEL,
    );
    assert.deepEqual(queries, []);
  });
});

describe("queries of MongoDB's driver", () => {
  it('are those of its collections, and run when the cursor is read', async () => {
    const queries = await queriesOf(`
      import { type Collection, type Db, MongoClient } from 'mongodb';
      const client = new MongoClient('mongodb://127.0.0.1');
      const users = client.db('shop').collection('users');
      export async function load(id: string, ids: string[], db: Db, given: Collection<User>) {
        await users.findOne({ _id: id });
        await users.find({ team: { $in: ids } }).sort({ name: 1 }).toArray();
        await db.collection('posts').aggregate([{ $match: { author: id } }]).toArray();
        const cursor = users.find({ name: id });
        while (await cursor.hasNext()) console.log(await cursor.next());
        for await (const user of users.find({ age: 3 })) console.log(user);
        await given.updateOne({ _id: id }, { $set: { a: 1 } }, { upsert: true });
        const bulk = users.initializeUnorderedBulkOp();
        for (const one of ids) bulk.find({ _id: one }).updateOne({ $set: { a: 1 } });
        await bulk.execute();
        const connected = await MongoClient.connect('');
        await connected.withSession(async session => session.withTransaction(async () => users.deleteMany({})));
        users.createIndex({ name: 1 });
      }
    `);
    assert.deepEqual(queries, [
      'findOne: find-first users _id equals',
      'toArray: find-many users team in',
      'toArray: aggregate posts author equals',
      'find: find-many users age equals',
      'updateOne: upsert writes _id equals',
      'execute: update-many writes users …',
      'deleteMany: delete-many writes users',
    ]);
  });
});
