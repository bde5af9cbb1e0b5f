import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { routes } from './routes';

const server = createServer(async (incoming, outgoing) => {
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  try {
    const { status, body } = await routes.handle({
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: incoming.method === 'POST' ? await json(incoming) : undefined,
    });
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    outgoing.writeHead(500).end();
  }
});

server.listen(Number(process.env['PORT'] ?? 3000));
