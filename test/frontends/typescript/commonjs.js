const { Pool } = require('pg');
const config = require('./config').default;
const pool = new Pool(config);

async function list(req, res) {
  res.json((await pool.query('SELECT 1 AS one')).rows);
}

exports.pool = pool;
module.exports.close = () => pool.end();
module.exports = { list, count: async () => pool.query('SELECT count(*) FROM t') };
