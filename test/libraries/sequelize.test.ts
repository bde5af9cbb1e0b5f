import assert from 'node:assert/strict';
import { buildModel } from '../model/build-model';

const PACKAGE = JSON.stringify({ name: 'shop', dependencies: { sequelize: '6', pg: '8' } });

/** The tables with their schemas; those that are not said completely end in a question mark. */
async function tablesOf(models: string, database = ''): Promise<readonly string[]> {
  const { model } = await buildModel({
    'package.json': PACKAGE,
    'models.js': `const { DataTypes, Sequelize } = require('sequelize');\n${database}\nmodule.exports = sequelize => {\n${models}\n};\n`,
  });
  return model.project.databases
    .flatMap(({ id }) => model.tables(id))
    .map(({ ref, columnsComplete }) => `${ref.schema}.${ref.name}${columnsComplete ? '' : '?'}`)
    .sort();
}

describe('models of Sequelize in a schema of their own', () => {
  it('are found by the option and by the call that moves them', async () => {
    assert.deepEqual(
      await tablesOf(`
        const Order = sequelize.define('Order', { at: DataTypes.DATE }, { schema: 'shop' });
        const Item = sequelize.define('Item', { name: DataTypes.STRING }).schema('stock');
        const Line = sequelize.define('Line', { count: DataTypes.INTEGER });`),
      ['public.Lines', 'shop.Orders', 'stock.Items'],
    );
  });

  it('are not complete where the schema cannot be told', async () => {
    assert.deepEqual(
      await tablesOf(`
        const Order = sequelize.define('Order', { at: DataTypes.DATE }, { schema: process.env.SCHEMA });
        const Item = sequelize.define('Item', { name: DataTypes.STRING }).schema(tenant());
        const Line = sequelize.define('Line', { count: DataTypes.INTEGER }, { schema: null });`),
      ['public.Items?', 'public.Lines', 'public.Orders?'],
    );
  });

  it('have no names that are known where the connection has a schema', async () => {
    assert.deepEqual(
      await tablesOf(
        "const Order = sequelize.define('Order', { at: DataTypes.DATE });",
        "new Sequelize('shop', 'me', '', { dialect: 'postgres', schema: 'shop' });",
      ),
      ['public.Orders?'],
    );
  });
});
