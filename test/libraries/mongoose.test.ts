import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import mongoose from 'mongoose';
import ts from 'typescript';
import type { Table } from '../../server/src/core/model';
import { collectionName } from '../../server/src/libraries/mongoose/collection-name';
import { buildModel, type TestFiles } from '../model/build-model';

const PACKAGE = JSON.stringify({ name: 'shop', dependencies: { mongoose: '9.12.1' } });

describe('schemas of Mongoose', () => {
  it('have the collections, paths and indexes that the package itself finds in them', async () => {
    const text = readFileSync(join(__dirname, 'mongoose-shop.ts'), 'utf8');
    const tables = await tablesOf({ 'src/shop.ts': text });
    const models = run(text);
    assert.deepEqual(
      tables.map(({ logicalName }) => logicalName).sort(),
      models.map(({ modelName }) => modelName).sort(),
    );
    for (const model of models) {
      const table = tables.find(({ logicalName }) => logicalName === model.modelName);
      assert.ok(table);
      assert.equal(table.ref.name, model.collection.name, model.modelName);
      assert.equal(table.dialect, 'mongo');
      assert.deepEqual(describeIndexes(table), describeTheirs(model.schema), model.modelName);
      assert.deepEqual(describePaths(table), theirPaths(model.schema), model.modelName);
    }
  });

  it('lead to other collections by their refs, and have no foreign keys', async () => {
    const [order] = await tablesOf({
      'src/order.ts': `
        import { Schema, model, Types } from 'mongoose';
        const customerSchema = new Schema({ name: String });
        const Customer = model('Customer', customerSchema);
        const orderSchema = new Schema({
          customer: { type: Types.ObjectId, ref: 'Customer', required: true },
          gifts: [{ type: Schema.Types.ObjectId, ref: Customer }],
          other: { type: Types.ObjectId, ref: () => 'Later' },
        });
        export const Order = model('Order', orderSchema);
      `,
    }).then(tables => tables.filter(({ logicalName }) => logicalName === 'Order'));
    assert.ok(order);
    assert.deepEqual(order.foreignKeys, []);
    assert.deepEqual(
      order.relations.map(({ logicalName, target, list, nullable, fields, targetFields }) => [
        logicalName,
        target,
        list,
        nullable,
        fields.join(),
        targetFields.join(),
      ]),
      [
        ['customer', 'Customer', false, false, 'customer', '_id'],
        ['gifts', 'Customer', true, true, 'gifts', '_id'],
      ],
    );
  });

  it('are found across modules, with what other modules add to them', async () => {
    const tables = await tablesOf({
      'src/schemas/address.ts': `
        import mongoose from 'mongoose';
        export const addressSchema = new mongoose.Schema({ city: { type: String, index: true } }, { _id: false });
      `,
      'src/schemas/user.ts': `
        import * as mongoose from 'mongoose';
        import { addressSchema } from './address';
        export const userSchema = new mongoose.Schema({ email: String, home: addressSchema });
        userSchema.index({ email: 1 });
      `,
      'src/models/user.ts': `
        import { connection } from '../connection';
        import { userSchema as schema } from '../schemas/user';
        import { Schema } from 'mongoose';
        export const Login = connection.model('Login', new Schema({ at: Date }));
        export default connection.model('User', schema, 'members');
      `,
      'src/connection.ts': `
        import { createConnection } from 'mongoose';
        export const connection = createConnection('mongodb://localhost/shop');
      `,
    });
    const user = tables.find(({ logicalName }) => logicalName === 'User');
    assert.equal(user?.ref.name, 'members');
    assert.deepEqual(user && describeIndexes(user), ['email:1', 'home.city:1']);
  });

  it('are not complete where something brings what cannot be seen', async () => {
    const tables = await tablesOf({
      'src/things.ts': `
        import { Schema, model } from 'mongoose';
        import { common } from 'elsewhere';
        const a = new Schema({ name: String });
        a.plugin(common);
        const b = new Schema({ ...common, name: String });
        const c = new Schema({ name: String });
        c.index(common);
        const d = Schema({ name: String });
        const e = new Schema({ name: String });
        model('A', a);
        model('B', b);
        model('C', c);
        model('D', d);
      `,
    });
    assert.deepEqual(
      tables.map(({ logicalName, complete }) => [logicalName, complete]),
      [
        ['A', false],
        ['B', false],
        ['C', false],
        ['D', true],
      ],
    );
  });

  it('hold the paths of all discriminators in the collection of the model', async () => {
    const text = `
      import mongoose, { Schema, model } from 'mongoose';
      const eventSchema = new Schema({ at: { type: Date, required: true, index: true } }, { discriminatorKey: 'kind' });
      const Event = model('Event', eventSchema);
      const clickSchema = new Schema({ at: Date, url: { type: String, required: true, index: true }, by: { name: String } });
      export const Click = Event.discriminator('Click', clickSchema, 'clicked');
      mongoose.model('Event').discriminator('View', new Schema({ page: Number, seen: { type: Date, sparse: true } }));
      export const Visit = model('Visit', new Schema({ click: { type: Schema.Types.ObjectId, ref: 'Click' } }));
    `;
    const tables = await tablesOf({ 'src/events.ts': text });
    assert.deepEqual(
      tables.map(({ ref, complete }) => [ref.name, complete]),
      [
        ['events', true],
        ['visits', true],
      ],
    );
    const models = run(text).filter(({ collection }) => collection.name === 'events');
    assert.equal(models.length, 3);
    const [event, visit] = tables;
    assert.ok(event && visit);
    const names = models.flatMap(({ schema }) => Object.keys(schema.paths)).filter(name => name !== '__v');
    assert.deepEqual(event.columns.map(({ name }) => name).sort(), [...new Set(names)].sort());
    assert.deepEqual(
      event.columns.filter(({ nullable }) => !nullable).map(({ name }) => name),
      ['_id', 'at'],
    );
    assert.deepEqual(describeIndexes(event), ['at:1', 'seen:1 sparse', 'url:1 { kind: "clicked" }']);
    assert.deepEqual(
      visit.relations.map(({ target }) => target),
      ['Event'],
    );
  });

  it('are not complete where a discriminator cannot be read', async () => {
    const tables = await tablesOf({
      'src/events.ts': `
        import { Schema, model } from 'mongoose';
        import { otherSchema } from 'elsewhere';
        const a = model('A', new Schema({ name: String }));
        a.discriminator('A1', otherSchema);
        const listSchema = new Schema({ items: [new Schema({ at: Date })] });
        listSchema.path('items').discriminator('Item', new Schema({ text: String }));
        model('List', listSchema);
        model('Plain', new Schema({ name: String }));
      `,
    });
    assert.deepEqual(tables.map(({ logicalName, complete }) => `${logicalName} ${complete}`).sort(), [
      'A false',
      'List false',
      'Plain true',
    ]);
    const [plain] = await tablesOf({
      'src/plain.ts': `
        import { Schema, model } from 'mongoose';
        model('Plain', new Schema({ name: String }));
        export const add = (some: { discriminator(name: string, schema: Schema): void }) =>
          some.discriminator('More', new Schema({ more: String }));
      `,
    });
    assert.equal(plain?.complete, false);
  });

  it('may be classes of NestJS', async () => {
    const tables = await tablesOf({
      'package.json': JSON.stringify({ name: 'shop', dependencies: { '@nestjs/mongoose': '11', mongoose: '8' } }),
      'src/base.schema.ts': `
        import { Prop, Schema } from '@nestjs/mongoose';
        @Schema()
        export class Base { @Prop({ index: true }) tenant: string; }
      `,
      'src/address.schema.ts': `
        import { Prop, Schema } from '@nestjs/mongoose';
        @Schema({ _id: false })
        export class Address { @Prop({ required: true, index: true }) city: string; note: string; }
      `,
      'src/user.schema.ts': `
        import { Prop, raw, Schema, SchemaFactory } from '@nestjs/mongoose';
        import * as mongoose from 'mongoose';
        import { Address } from './address.schema';
        import { Base } from './base.schema';
        enum Role { Admin = 'admin' }
        @Schema({ timestamps: true, collection: 'people' })
        export class User extends Base {
          @Prop({ required: true, unique: true }) email: string;
          @Prop() age?: number;
          @Prop([String]) tags: string[];
          @Prop({ type: [{ type: mongoose.Schema.Types.ObjectId, ref: 'User' }] }) friends: User[];
          @Prop({ type: mongoose.Schema.Types.ObjectId, ref: User.name }) boss: User;
          @Prop() home: Address;
          @Prop({ type: () => [Address] }) others: Address[];
          @Prop(raw({ first: { type: String, index: true }, last: String })) name: Record<string, string>;
          @Prop({ type: String, enum: Role }) role: Role;
          untouched: string;
        }
        export const UserSchema = SchemaFactory.createForClass(User);
        UserSchema.index({ email: 1, age: -1 });
      `,
      'src/event.ts': `
        import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
        @Schema() export class Happening { @Prop() at: Date; }
        @Schema() export class Click { @Prop({ required: true }) url: string; }
        export const HappeningSchema = SchemaFactory.createForClass(Happening);
        export const ClickSchema = SchemaFactory.createForClass(Click);
      `,
      'src/user.module.ts': `
        import { Module } from '@nestjs/common';
        import { MongooseModule } from '@nestjs/mongoose';
        import { User, UserSchema } from './user.schema';
        import { Happening, HappeningSchema, Click, ClickSchema } from './event';
        @Module({
          imports: [
            MongooseModule.forFeature([
              { name: User.name, schema: UserSchema },
              { name: Happening.name, schema: HappeningSchema, discriminators: [{ name: Click.name, schema: ClickSchema }] },
            ]),
          ],
        })
        export class UserModule {}
      `,
      'src/again.module.ts': `
        import { MongooseModule } from '@nestjs/mongoose';
        import { User, UserSchema } from './user.schema';
        export const again = MongooseModule.forFeatureAsync([
          { name: User.name, useFactory: () => { const schema = UserSchema; schema.pre('save', () => {}); return schema; } },
        ]);
      `,
    });
    assert.deepEqual(tables.map(({ logicalName, ref, complete }) => `${logicalName} ${ref.name} ${complete}`).sort(), [
      'Happening happenings true',
      'User people true',
    ]);
    const user = tables.find(({ logicalName }) => logicalName === 'User');
    const happening = tables.find(({ logicalName }) => logicalName === 'Happening');
    assert.ok(user && happening);
    assert.deepEqual(describePaths(user), [
      '_id',
      'age?',
      'boss?',
      'createdAt?',
      'email',
      'friends[]?',
      'home?',
      'others[]?',
      'role?',
      'tags[]?',
      'tenant?',
      'updatedAt?',
    ]);
    assert.deepEqual(
      describeIndexes(user),
      ['email:1 age:-1', 'email:1 unique', 'home.city:1', 'name.first:1', 'others.city:1', 'tenant:1'].sort(),
    );
    assert.deepEqual(
      user.relations.map(({ logicalName, target }) => `${logicalName} ${target}`),
      ['friends User', 'boss User'],
    );
    assert.deepEqual(describePaths(happening), ['__t?', '_id', 'at?', 'url?']);
  });

  it('are silent about look-alikes', async () => {
    const tables = await tablesOf({
      'src/other.ts': `
        import { Schema as Form } from './forms';
        import { Schema, model } from 'mongoose';
        const form = new Form({ name: String });
        model('Form', form);
        export const unused = new Schema({ name: String });
      `,
      'src/forms.ts': 'export class Schema { constructor(readonly fields: object) {} }\n',
    });
    assert.deepEqual(tables, []);
  });

  it('name their collections as the package does', () => {
    const words =
      `User Person Woman Human Child Ox Box Axis Octopus Virus Status Alias Bus Potato Stratum Analysis Knife
      Half Archive Category Day Match Dish Class Index Matrix Regex Mouse Wife Quiz Goose News Media Series Data2 Address
      Photo Stadium Money Fish Leaf Safe Query BusinessUnit user_profile X`.split(/\s+/);
    const plural = mongoose.pluralize();
    assert.ok(plural);
    for (const word of words) assert.equal(collectionName(word), plural(word), word);
  });
});

async function tablesOf(files: TestFiles): Promise<readonly Table[]> {
  const { model } = await buildModel({ 'package.json': PACKAGE, ...files });
  return model.project.databases.flatMap(({ id }) => model.tables(id));
}

type Model = mongoose.Model<unknown>;

/** The models of a program that is run with the real package; nothing connects to a database. */
function run(text: string): readonly Model[] {
  const own = new mongoose.Mongoose();
  own.set('autoIndex', false);
  own.set('autoCreate', false);
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, esModuleInterop: true },
  });
  const required = createRequire(__filename);
  const exported = { ...mongoose, default: own, model: own.model.bind(own), __esModule: true };
  const load = (name: string): unknown => (name === 'mongoose' ? exported : required(name));
  new Function('require', 'exports', outputText)(load, {});
  return Object.values(own.models);
}

function describeIndexes(table: Table): readonly string[] {
  return table.indexes
    .filter(({ kind }) => kind !== 'primary')
    .map(({ kind, method, name, columns, predicate }) => {
      const fields = columns.map(({ column, order }) => `${column}:${order === 'desc' ? -1 : 1}`);
      const marks = [kind === 'unique' ? 'unique' : '', method ?? '', predicate?.text ?? ''].filter(
        mark => mark !== '',
      );
      const isDefault = name === columns.map(({ column, order }) => `${column}_${order === 'desc' ? -1 : 1}`).join('_');
      return [...fields, ...marks, ...(isDefault || method ? [] : [`named ${name}`])].join(' ');
    })
    .sort();
}

function describeTheirs(schema: mongoose.Schema): readonly string[] {
  return schema
    .indexes()
    .map(([fields, options]) => {
      const parts = Object.entries(fields).map(([path, direction]) => `${path}:${direction === -1 ? -1 : 1}`);
      const method = Object.values(fields).find(direction => typeof direction === 'string');
      const { unique, sparse, partialFilterExpression, name } = options ?? {};
      const partial = partialFilterExpression && '{ state: { $eq: "open" } }';
      const marks = [unique ? 'unique' : '', method ?? '', partial ?? (sparse ? 'sparse' : '')].filter(
        mark => mark !== '',
      );
      return [...parts, ...marks, ...(name && !method ? [`named ${name}`] : [])].join(' ');
    })
    .sort();
}

function describePaths(table: Table): readonly string[] {
  return table.columns
    .filter(({ name }) => !name.includes('.'))
    .map(({ name, list, nullable }) => `${name}${list ? '[]' : ''}${nullable ? '?' : ''}`)
    .sort();
}

function theirPaths(schema: mongoose.Schema): readonly string[] {
  return Object.entries(schema.paths)
    .filter(([name]) => !name.includes('.') && name !== '__v')
    .map(([name, path]) => {
      const required = name === '_id' || path.isRequired === true;
      return `${name}${path.instance === 'Array' ? '[]' : ''}${required ? '' : '?'}`;
    })
    .sort();
}
