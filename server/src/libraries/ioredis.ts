import type { HandleShape, Library } from '../core/library';
import { driver, each, gives, imports, makes } from './shared/driver';
import {
  EVERYDAY_HINTS,
  LOWER_CASE_COMMANDS,
  QUEUE,
  QUEUED,
  REDIS_HINTS,
  runsCommand,
  runsNamedCommand,
} from './shared/redis-commands';

const CLIENT: HandleShape = { role: 'client' };
const CLIENT_CLASS: HandleShape = { role: 'client-class' };

/** ioredis 4 and 5: a client, or a cluster of them, with a method for each command. */
export const ioredis: Library = {
  id: 'ioredis',
  packages: ['ioredis'],
  hints: [...imports('ioredis'), ...REDIS_HINTS, ...EVERYDAY_HINTS],
  queryCalls: [...LOWER_CASE_COMMANDS.flatMap(name => [name, `${name}Buffer`]), 'call', 'exec'],
  ...driver({
    exports: { default: CLIENT_CLASS, '*': CLIENT_CLASS, Redis: CLIENT_CLASS, Cluster: CLIENT_CLASS },
    types: {
      Redis: CLIENT,
      Cluster: CLIENT,
      RedisCommander: CLIENT,
      Commander: CLIENT,
      Pipeline: QUEUED,
      ChainableCommander: QUEUED,
    },
    // `import IORedis from 'ioredis'` names the client by the whole module.
    typed: name => (name.length === 0 ? CLIENT : undefined),
    roles: {
      'client-class': {
        makes: makes(CLIENT),
        calls: { '': gives(CLIENT), createClient: gives(CLIENT) },
        member: name => (['default', 'Redis', 'Cluster'].includes(name) ? CLIENT_CLASS : undefined),
      },
      client: {
        calls: {
          duplicate: gives(CLIENT),
          ...each(['pipeline', 'multi'], gives(QUEUED)),
          ...each(['call', 'callBuffer'], runsNamedCommand),
        },
        otherCalls: runsCommand,
      },
      queue: QUEUE,
    },
  }),
};
