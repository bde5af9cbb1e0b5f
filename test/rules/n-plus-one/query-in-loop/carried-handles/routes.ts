import type { FastifyInstance, FastifyRequest } from 'fastify';

export default async function routes(fastify: FastifyInstance) {
  fastify.post('/labels', async (request: FastifyRequest<{ Body: number[] }>) => {
    const labels: string[] = [];
    for (const id of request.body) {
      const { rows } = await request.server.depot.query('SELECT label FROM parcels WHERE id = $1', [id]);
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
      labels.push(rows[0]?.label);
    }
    return labels;
  });
}
