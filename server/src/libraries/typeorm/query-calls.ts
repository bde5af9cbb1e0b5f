import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, LibraryCall } from '../../core/library';
import { argumentAt } from '../shared/call-arguments';
import { UNREAD } from '../shared/conditions';
import { about, entityMention } from '../shared/entity-mention';
import { textQuery } from '../shared/orm-raw-query';
import { unreadQuery } from '../shared/query-draft';
import { readLazyRelation } from './lazy-relations';
import { BUILDER_RUNS, builderOf, makeBuilder, readBuilderCall, readRelationCall } from './query-builder';
import { customRepository, exported, repositoryAt, repositoryOf, withTransaction } from './query-handles';
import { METHOD_NAMES, readMethod } from './query-methods';

export const QUERY_CALLS: readonly string[] = [...METHOD_NAMES, ...BUILDER_RUNS, 'query', 'sql', 'reload'];

export function readCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (handle.role) {
    case 'module': {
      const shape = exported(link.name);
      return shape && readExportCall(shape, link, context);
    }
    case 'connection':
      return readConnectionCall(handle, link, context);
    case 'manager':
      return readManagerCall(handle, link, context);
    case 'query-runner':
      return readRunnerCall(link);
    case 'repository':
      return readRepositoryCall(handle, link, context);
    case 'abstract-repository':
      return readAbstractRepositoryCall(handle, link, context);
    case 'entity-class':
      return link.form === 'new'
        ? { result: { ...handle, role: 'entity' } }
        : readEntityClassCall(handle, link, context);
    case 'row':
      return link.form === 'await' ? readLazyRelation(handle, link, context) : undefined;
    case 'entity':
      return readEntityCall(handle, link, context);
    case 'builder':
      return readBuilderCall(handle, link, context);
    case 'typed-builder':
      return readBuilderCall(builderOf(handle, handle.table, undefined, context, UNREAD), link, context);
    case 'relation-builder':
      return readRelationCall(handle, link);
    default:
      return link.name === '' ? readExportCall(handle, link, context) : undefined;
  }
}

/** A call of what the package exports: a class with `new`, or a function. */
function readExportCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  if (link.form === 'new') {
    return handle.role.endsWith('-class')
      ? { result: { ...handle, role: handle.role.slice(0, -'-class'.length) } }
      : undefined;
  }
  switch (handle.role) {
    case 'createConnection':
    case 'getConnection':
      return { result: { role: 'connection' } };
    case 'getManager':
      return { result: { role: 'manager' } };
    case 'getRepository':
    case 'getTreeRepository':
      return { result: repositoryAt(handle, link, context) };
    case 'getCustomRepository':
      return { result: customRepository(handle, link, context) };
    default:
      return undefined;
  }
}

function readConnectionCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (link.name) {
    case 'initialize':
    case 'connect':
      return { result: handle };
    case 'createQueryRunner':
      return { result: { role: 'query-runner' } };
    case 'createEntityManager':
      return { result: { role: 'manager' } };
    default:
      return readSharedCall(handle, link, context);
  }
}

function readManagerCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  if (link.name === 'withRepository') {
    const given = argumentAt(link, 0);
    const repository = given && context.handle(given);
    return { result: repositoryOf({ ...handle, transaction: true }, repository?.table) };
  }
  const shared = readSharedCall(handle, link, context);
  if (shared) return shared;
  const first = argumentAt(link, 0);
  const isEntity = isTarget(link, context);
  const table = isEntity ? entityMention(first, context) : first && context.handle(first)?.table;
  return readMethod(link, { table, from: isEntity ? 1 : 0, rows: 'row', labelled: true }, context);
}

/** These take the rows alone, or the entity before them. */
const OF_ROWS = new Set(['save', 'remove', 'softRemove', 'recover']);

function isTarget(link: Link, context: CallContext): boolean {
  if (!OF_ROWS.has(link.name)) return true;
  return link.args.length > 1 && entityMention(argumentAt(link, 0), context) !== undefined;
}

/** What connections and managers have in common. */
function readSharedCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (link.name) {
    case 'getRepository':
    case 'getTreeRepository':
      return { result: repositoryAt(handle, link, context) };
    case 'getCustomRepository':
      return { result: customRepository(handle, link, context) };
    case 'createQueryBuilder':
      return makeBuilder(handle, undefined, link, context);
    case 'transaction': {
      // An isolation level may stand before the function.
      const manager: HandleShape = { role: 'manager', transaction: true };
      return { callbacks: link.args.map((_, argument) => ({ argument, parameter: 0, handle: manager })) };
    }
    case 'query':
      return textQuery(link, argumentAt(link, 1));
    case 'sql':
      return link.form === 'tag' ? textQuery(link) : undefined;
    default:
      return undefined;
  }
}

function readRunnerCall(link: Link): LibraryCall | undefined {
  if (link.name === 'query') return textQuery(link, argumentAt(link, 1));
  return link.name === 'sql' && link.form === 'tag' ? textQuery(link) : undefined;
}

function readRepositoryCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (link.name) {
    case 'extend':
      return { result: handle };
    case 'createQueryBuilder':
      return makeRowBuilder(handle, link, context);
    case 'query':
    case 'sql':
      return readRunnerCall(link);
    case 'create':
      return { result: { ...withTransaction({ role: 'row' }, handle), ...about(handle.table) } };
    default:
      return readMethod(link, { table: handle.table, from: 0, rows: 'row', labelled: false }, context);
  }
}

/** A repository whose entity is not known takes no entity all the same. */
function makeRowBuilder(handle: HandleShape, link: Link, context: CallContext): LibraryCall {
  if (handle.table) return makeBuilder(handle, handle.table, link, context);
  const alias = argumentAt(link, 0);
  const text = alias && context.literal(alias);
  return { result: builderOf(handle, undefined, typeof text === 'string' ? text : undefined, context) };
}

function readAbstractRepositoryCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (link.name) {
    case 'createQueryBuilder':
      return makeRowBuilder(handle, link, context);
    case 'createQueryBuilderFor':
      return makeBuilder(handle, undefined, link, context);
    case 'getRepositoryFor':
      return { result: repositoryAt(handle, link, context) };
    default:
      return undefined;
  }
}

/** Active record: the class is its own repository. */
function readEntityClassCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (link.name) {
    case 'create':
      return { result: { ...handle, role: 'entity' } };
    case 'getRepository':
      return { result: repositoryOf(handle, handle.table) };
    case 'createQueryBuilder':
    case 'query':
      return readRepositoryCall(handle, link, context);
    default:
      return readMethod(link, { table: handle.table, from: 0, rows: 'entity', labelled: false }, context);
  }
}

const OF_ENTITY = new Set(['save', 'remove', 'softRemove', 'recover']);

function readEntityCall(entity: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const { table } = entity;
  if (link.form === 'await') return readLazyRelation(entity, link, context);
  if (OF_ENTITY.has(link.name)) {
    const call = readMethod({ ...link, args: [] }, { table, from: 0, rows: 'entity', labelled: false }, context);
    return call?.query ? { query: call.query } : undefined;
  }
  if (link.name !== 'reload') return undefined;
  return { query: { ...unreadQuery('find-unique'), ...(table ? { table } : {}) } };
}
