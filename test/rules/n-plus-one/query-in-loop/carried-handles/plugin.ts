import fp from 'fastify-plugin';
import { Pool } from 'pg';

export default fp(async fastify => {
  fastify.decorate('depot', new Pool());
});
