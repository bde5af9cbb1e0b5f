import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, LibraryCall, RawShape } from '../../core/library';
import { argumentAt, entryOf } from '../shared/call-arguments';
import { about } from '../shared/entity-mention';
import { rawQuery } from '../shared/query-draft';
import { exported } from './query-handles';
import { METHOD_NAMES, readMethod } from './query-methods';
import { ROW_CALLS, readAssociationCall, readRowCall } from './query-rows';

export const QUERY_CALLS: readonly string[] = [...METHOD_NAMES, ...ROW_CALLS, 'query'];

export function readCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (handle.role) {
    case 'module':
    case 'sequelize-class':
      return readNew(handle, link);
    case 'sequelize':
      return readSequelizeCall(link, context);
    case 'base-model':
    case 'model':
    case 'scoped-model':
      return readModelCall(handle, link, context);
    case 'row':
    case 'found-row':
      return readRowCall(handle, link, context);
    case 'association':
      return readAssociationCall(handle, link, context);
    default:
      return undefined;
  }
}

/** `new Sequelize(…)`, where the module itself is the class as well. */
function readNew(handle: HandleShape, link: Link): LibraryCall | undefined {
  if (link.form !== 'new') return undefined;
  const made = link.name === '' ? handle : exported(link.name);
  return made?.role === 'module' || made?.role === 'sequelize-class' ? { result: { role: 'sequelize' } } : undefined;
}

function readSequelizeCall(link: Link, context: CallContext): LibraryCall | undefined {
  switch (link.name) {
    case 'define':
    case 'model': {
      const given = argumentAt(link, 0);
      const name = given && context.literal(given);
      const table = typeof name === 'string' ? about({ kind: 'logical', name }) : {};
      return { result: { role: 'model', ...table } };
    }
    case 'query':
      return { query: rawQuery(rawOf(link), link.name) };
    default:
      return undefined;
  }
}

/** `query(text, { replacements })` or `{ bind }`; also `query({ query: text, values })`. */
function rawOf(link: Link): RawShape | undefined {
  const first = argumentAt(link, 0);
  const text = first?.kind === 'object' ? entryOf(first, 'query')?.value : first;
  if (!text) return undefined;
  const options = argumentAt(link, 1);
  const bound = entryOf(options, 'bind')?.value;
  const replaced = entryOf(options, 'replacements')?.value;
  const values = bound ?? replaced;
  const style = bound ? 'numbered' : replaced?.kind === 'array' ? 'question-mark' : 'named-colon';
  return { text, style, holesAreParameters: false, api: 'object-parameters', ...(values ? { values } : {}) };
}

function readModelCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  if (link.form === 'new') return { result: { ...handle, role: 'row' } };
  switch (link.name) {
    case 'scope':
      return { result: { ...handle, role: 'scoped-model' } };
    case 'unscoped':
    case 'schema':
      return { result: { ...handle, role: 'model' } };
    case 'build':
      return { result: { ...handle, role: 'found-row' } };
    default:
      return readMethod(handle, link, context);
  }
}
