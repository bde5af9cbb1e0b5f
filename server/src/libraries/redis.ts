import type { HandleShape, Library } from '../core/library';
import { driver, each, gives, itself, makes } from './shared/driver';
import {
  CAMEL_CASE_COMMANDS,
  EVERYDAY_HINTS,
  LOWER_CASE_COMMANDS,
  QUEUE,
  QUEUED,
  REDIS_HINTS,
  runsCommand,
  runsNamedCommand,
} from './shared/redis-commands';

const CLIENT: HandleShape = { role: 'client' };
const FACTORY: HandleShape = { role: 'factory' };

/** node-redis 3 to 5. */
export const redis: Library = {
  id: 'redis',
  packages: ['redis', '@redis/client'],
  hints: ["'redis'", '"redis"', '@redis/client', ...REDIS_HINTS, ...EVERYDAY_HINTS],
  queryCalls: [...CAMEL_CASE_COMMANDS, ...LOWER_CASE_COMMANDS, 'sendCommand', 'exec'],
  ...driver({
    exports: { createClient: FACTORY, createCluster: FACTORY, createClientPool: FACTORY, createSentinel: FACTORY },
    types: {
      RedisClientType: CLIENT,
      RedisClient: CLIENT,
      RedisClusterType: CLIENT,
      RedisClientPoolType: CLIENT,
      RedisSentinelType: CLIENT,
    },
    roles: {
      factory: { calls: { '': gives(CLIENT) }, makes: makes(CLIENT) },
      client: {
        calls: {
          ...each(['connect', 'duplicate', 'on', 'once', 'withTypeMapping', 'asap'], itself),
          ...each(['multi', 'batch'], gives(QUEUED)),
          sendCommand: runsNamedCommand,
        },
        otherCalls: runsCommand,
      },
      queue: QUEUE,
    },
  }),
};
