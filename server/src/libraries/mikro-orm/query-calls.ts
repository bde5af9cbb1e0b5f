import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, LibraryCall } from '../../core/library';
import { argumentAt } from '../shared/call-arguments';
import { UNREAD } from '../shared/conditions';
import { about, entityMention } from '../shared/entity-mention';
import { textQuery } from '../shared/orm-raw-query';
import { BUILDER_RUNS, builderOf, readBuilderCall } from './query-builder';
import { exported } from './query-handles';
import { METHOD_NAMES, readMethod } from './query-methods';
import { RELATION_CALLS, readEntityCall, readRelationCall } from './query-relations';

export const QUERY_CALLS: readonly string[] = [...METHOD_NAMES, ...BUILDER_RUNS, ...RELATION_CALLS];

export function readCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (handle.role) {
    case 'module': {
      const shape = exported(link.name);
      return shape && readCall(shape, { ...link, name: '' }, context);
    }
    case 'orm-class':
      return link.form === 'new' || INITS.has(link.name) ? { result: { role: 'orm' } } : undefined;
    case 'repository-class':
    case 'entity-class':
    case 'manager-class':
    case 'collection-class':
      return link.form === 'new' ? { result: { ...handle, role: handle.role.slice(0, -'-class'.length) } } : undefined;
    case 'request-context':
      return link.name === 'getEntityManager' ? { result: { role: 'manager' } } : undefined;
    case 'wrap':
      return link.name === '' ? { result: wrapped(link, context) } : undefined;
    case 'manager':
      return readManagerCall(handle, link, context);
    case 'connection':
      return link.name === 'execute' ? textQuery(link, argumentAt(link, 1)) : undefined;
    case 'repository':
      return readRepositoryCall(handle, link, context);
    case 'builder':
      return readBuilderCall(handle, link, context);
    case 'typed-builder': {
      const builder = builderOf(handle, handle.table, context, UNREAD).result;
      return builder && readBuilderCall(builder, link, context);
    }
    case 'entity':
      return readEntityCall(handle, link, context);
    default:
      return readRelationCall(handle, link, context);
  }
}

const INITS = new Set(['init', 'initSync']);

function wrapped(link: Link, context: CallContext): HandleShape {
  const given = argumentAt(link, 0);
  return { role: 'entity', ...about(given && context.handle(given)?.table) };
}

function readManagerCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const first = argumentAt(link, 0);
  switch (link.name) {
    case 'fork':
    case 'getContext':
      return { result: handle };
    case 'getConnection':
    case 'getDriver':
      return { result: { ...handle, role: 'connection' } };
    case 'execute':
      return textQuery(link, argumentAt(link, 1));
    case 'getRepository':
      return { result: { ...handle, role: 'repository', ...about(entityMention(first, context)) } };
    case 'createQueryBuilder':
    case 'qb':
      return builderOf(handle, entityMention(first, context), context);
    case 'transactional':
      return { callbacks: [{ argument: 0, parameter: 0, handle: { role: 'manager', transaction: true } }] };
    default:
      return readMethod(link, { table: entityMention(first, context), named: true }, context);
  }
}

function readRepositoryCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const { table, transaction } = handle;
  switch (link.name) {
    case 'getEntityManager':
      return { result: { role: 'manager', ...(transaction ? { transaction } : {}) } };
    case 'createQueryBuilder':
    case 'qb':
      return builderOf(handle, table, context);
    default:
      return readMethod(link, { table, named: false }, context);
  }
}
