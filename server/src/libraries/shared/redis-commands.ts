import type { Link } from '../../core/facts/calls';
import type { HandleShape, LibraryCall, QueryShape } from '../../core/library';
import { argumentAt } from './call-arguments';
import type { Role, Step } from './driver';
import { UNREAD_QUERY } from './driver-sql';

/** As node-redis names its methods; ioredis writes them in lower case. */
const READS = `get mGet getRange strLen exists ttl pTTL type keys scan dbSize randomKey object dump hGet hmGet hGetAll
hExists hKeys hVals hLen hScan hStrLen hRandField lRange lIndex lLen lPos sMembers sIsMember smIsMember sCard sRandMember
sScan sInter sUnion sDiff sInterCard zRange zRevRange zRangeByScore zRevRangeByScore zRangeByLex zScore zmScore zRank
zRevRank zCard zCount zLexCount zScan zUnion zInter zDiff zRandMember bitCount bitPos getBit geoDist geoPos geoHash
geoSearch pfCount xLen xRange xRevRange xRead xPending xInfo expireTime pExpireTime info ping time`;

const WRITES = `set mSet mSetNX setNX setEx pSetEx setRange append getSet getDel getEx del unlink expire pExpire expireAt
pExpireAt persist rename renameNX copy move restore touch incr incrBy incrByFloat decr decrBy hSet hSetNX hmSet hDel
hIncrBy hIncrByFloat hExpire lPush rPush lPushX rPushX lPop rPop lSet lRem lTrim lInsert lMove rPopLPush blPop brPop
blMove brPopLPush lmPop sAdd sRem sPop sMove sInterStore sUnionStore sDiffStore zAdd zRem zIncrBy zPopMin zPopMax
bzPopMin bzPopMax zRemRangeByScore zRemRangeByRank zRemRangeByLex zUnionStore zInterStore zDiffStore zRangeStore setBit
bitOp bitField geoAdd geoSearchStore pfAdd pfMerge xAdd xDel xTrim xAck xGroup xReadGroup xClaim xAutoClaim flushAll
flushDb publish eval evalSha sort`;

const words = (text: string): readonly string[] => text.split(/\s+/);
const upperCase = (names: readonly string[]): ReadonlySet<string> => new Set(names.map(name => name.toUpperCase()));

/** Every command in camel case. */
export const CAMEL_CASE_COMMANDS: readonly string[] = words(`${READS} ${WRITES}`);
export const LOWER_CASE_COMMANDS: readonly string[] = CAMEL_CASE_COMMANDS.map(name => name.toLowerCase());
const READING = upperCase(words(READS));
const WRITING = upperCase(words(WRITES));

/** Words that only commands of Redis have; the others are methods of much else. */
export const REDIS_HINTS: readonly string[] = [
  ...['hGet', 'hSet', 'hDel', 'hIncr', 'mGet', 'setEx', 'setNX', 'sMembers', 'sAdd', 'sRem', 'sIsMember'],
  ...['zAdd', 'zRange', 'zRem', 'zScore', 'zCard', 'lPush', 'rPush', 'lRange', 'lTrim', 'incrBy', 'xAdd'],
].flatMap(name => [`.${name}`, `.${name.toLowerCase()}`]);

const EVERYDAY_COMMANDS = ['get', 'set', 'del', 'exists', 'expire', 'incr', 'keys', 'scan', 'eval', 'exec', 'ttl'];

/** Commands with everyday names: only beside the name of Redis do they say something. */
export const EVERYDAY_HINTS: readonly (string | readonly string[])[] = EVERYDAY_COMMANDS.map(name => [
  'edis',
  `.${name}(`,
]);

/** A command by any spelling of its name: `hgetall`, `hGetAll`, `HGETALL`, `hgetallBuffer`. */
export const runsCommand: Step = link => {
  const name = commandOf(link.name);
  return name === undefined ? undefined : { query: { ...command(name), ...keysOf(name, link) } };
};

/** What a command asks for: its key, and further arguments such as a field. */
function keysOf(name: string, { args }: Link): Pick<QueryShape, 'filters' | 'filtersComplete'> {
  return {
    filters: args.map(({ value, spread }, index) => ({
      column: index === 0 ? 'key' : 'argument',
      operator: spread || (name === 'MGET' && args.length === 1) ? 'in' : 'equals',
      value,
      span: value.span,
    })),
    filtersComplete: args.length > 0 && !args.some(({ spread }) => spread),
  };
}

/** `redis.call('GET', key)` of ioredis and `client.sendCommand(['GET', key])` of node-redis. */
export const runsNamedCommand: Step = (link, _, context) => {
  const first = argumentAt(link, 0);
  const name = first?.kind === 'array' ? first.items[0] : first;
  const written = name && context.literal(name);
  return { query: command(typeof written === 'string' ? written.toUpperCase() : undefined) };
};

function commandOf(method: string): string | undefined {
  const name = method.replace(/Buffer$/, '').toUpperCase();
  return READING.has(name) || WRITING.has(name) ? name : undefined;
}

function command(name: string | undefined): QueryShape {
  return {
    ...UNREAD_QUERY,
    operation: 'command',
    writes: name === undefined || !READING.has(name),
    ...(name === undefined ? {} : { label: name }),
  };
}

const EXECUTES: ReadonlySet<string> = new Set(['exec', 'execAsPipeline', 'execTyped', 'execBuffer']);

/**
 * `multi()` and `pipeline()`: commands are put in a queue, and go to the server as one with `exec`. They may be queued by
 * statements of their own, so that a queue without any in its chain may write.
 */
export const QUEUE: Role = {
  otherCalls(link, handle): LibraryCall | undefined {
    if (EXECUTES.has(link.name)) return { query: { ...command('EXEC'), ...handle.draft } };
    const name = commandOf(link.name);
    if (name === undefined && link.name !== 'multi') return undefined;
    const queued = handle.draft ?? { ...command('EXEC'), writes: false };
    return { result: { ...handle, draft: { ...queued, writes: queued.writes || !READING.has(name ?? '') } } };
  },
};

export const QUEUED: HandleShape = { role: 'queue' };
