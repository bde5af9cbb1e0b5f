const express = require('express');

const app = express();

/** Nobody puts a register on a request: it may be anything. */
app.post('/labels', async (req, res) => {
  const labels = [];
  for (const id of req.body) labels.push(await req.register.query('label', id));
  res.json(labels);
});
