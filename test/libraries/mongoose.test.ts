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
