import assert from 'node:assert/strict';
import { queriesOf } from './described-queries';

describe('commands of ioredis', () => {
  it('are queries of the client, however it came about', async () => {
    const queries = await queriesOf(`
      import IORedis, { Cluster, Redis } from 'ioredis';
      import type { Redis as Client } from 'ioredis';
      const redis = new Redis(process.env.REDIS_URL);
      const cluster = new Cluster([]);
      const older = new IORedis.Cluster([]);
      export async function load(id: string, given: Client, whole: IORedis) {
        const raw = await redis.get('user:' + id);
        await cluster.hset('user', id, raw);
        await older.mget(id, id);
        await given.expire(id, 60);
        await whole.hgetallBuffer(id);
        await redis.call('JSON.GET', id);
        await redis.duplicate().incr(id);
      }
    `);
    assert.deepEqual(queries, [
      'get: command GET',
      'hset: command writes HSET',
      'mget: command MGET',
      'expire: command writes EXPIRE',
      'hgetallBuffer: command HGETALL',
      'call: command writes JSON.GET',
      'incr: command writes INCR',
    ]);
  });

  it('that are queued run with exec, as one', async () => {
    const queries = await queriesOf(`
      const Redis = require('ioredis');
      const redis = new Redis();
      exports.save = async function (users) {
        const pipeline = redis.pipeline();
        for (const user of users) pipeline.set(user.id, user.name);
        await pipeline.exec();
        await redis.multi().get('a').get('b').exec();
        await redis.multi().get('a').del('a').exec();
      };
    `);
    assert.deepEqual(queries, ['exec: command writes EXEC', 'exec: command EXEC', 'exec: command writes EXEC']);
  });

  it('that ask for a list say so', async () => {
    const queries = await queriesOf(`
      import Redis from 'ioredis';
      const redis = new Redis();
      export async function load(keys: string[]) {
        await redis.mget(keys);
        await redis.del(...keys);
        await redis.exists('a');
      }
    `);
    assert.deepEqual(queries, [
      'mget: command MGET key in',
      'del: command writes DEL key in',
      'exists: command EXISTS',
    ]);
  });

  it('are known where the client is injected', async () => {
    const queries = await queriesOf(
      `
      import type { Redis } from 'ioredis';
      import { cache } from './cache';
      export class Sessions {
        constructor(private readonly redis: Redis) {}
        load(id: string) {
          return this.redis.hget('session', id);
        }
        touch(id: string) {
          return cache.expire(id, 60);
        }
      }
      `,
      { 'src/cache.ts': `import Redis from 'ioredis'; export const cache = new Redis();` },
    );
    assert.deepEqual(queries, ['hget: command HGET', 'expire: command writes EXPIRE']);
  });
});

describe('commands of node-redis', () => {
  it('are written in camel case', async () => {
    const queries = await queriesOf(`
      import { createClient, type RedisClientType } from 'redis';
      const client = createClient({ url: '' }).on('error', console.error);
      export async function load(id: string, other: RedisClientType, typed: ReturnType<typeof createClient>) {
        await client.connect();
        await client.hGetAll(id);
        await client.setEx(id, 60, 'x');
        await other.zAdd('scores', []);
        await typed.get(id);
        await client.sendCommand(['GET', id]);
        const connected = await createClient().connect();
        await connected.del(id);
        await client.multi().set(id, '1').exec();
        for await (const key of client.scanIterator()) console.log(key);
      }
    `);
    assert.deepEqual(queries, [
      'hGetAll: command HGETALL',
      'setEx: command writes SETEX',
      'zAdd: command writes ZADD',
      'get: command GET',
      'sendCommand: command GET',
      'del: command writes DEL',
      'exec: command writes EXEC',
    ]);
  });

  it('are none where the object is something else', async () => {
    const queries = await queriesOf(`
      import { createClient } from 'redis';
      import { LRUCache } from 'lru-cache';
      const redis = new LRUCache({ max: 10 });
      const client = createClient();
      class Store { get(key: string) { return key; } }
      export function load(map: Map<string, string>, store: Store, headers: Headers) {
        client.on('error', () => {});
        client.subscribe('channel', () => {});
        client.quit();
        return [redis.get('a'), map.get('a'), store.get('a'), headers.get('a'), /x/.exec('a'), new Set().has('a')];
      }
    `);
    assert.deepEqual(queries, []);
  });
});
