import type { Link } from '../../core/facts/calls';
import type { CallContext, HandleShape, LibraryCall, QueryShape } from '../../core/library';
import type { Builder } from '../knex/query-builder';
import { builds, draftOf } from '../shared/drafts';
import { newDraft, partly, sent } from '../shared/query-draft';
import { nextModelBuilder } from './query-builder';
import { instanceOf, MODEL, rowsOf } from './query-models';

export function handleExported(name: string): HandleShape | undefined {
  if (name === 'Model') return MODEL;
  if (name === 'transaction') return { role: 'transaction-function' };
  return name === '*' || name === 'default' ? { role: 'module' } : undefined;
}

export function handleTyped([name = '', more]: readonly string[]): HandleShape | undefined {
  if (more !== undefined) return undefined;
  if (name === 'Transaction') return TRANSACTION;
  if (name === 'TransactionOrKnex') return { role: 'knex' };
  return name === 'Model' ? instanceOf(MODEL) : undefined;
}

/** Nothing is asked with it: it is handed to the queries that it holds together. */
const TRANSACTION: HandleShape = { role: 'transaction', transaction: true };

export function handleMember(handle: HandleShape, name: string): HandleShape | undefined {
  if (handle.role === 'module') return handleExported(name);
  return handle.role === 'rows' && (name === '[]' || /^\d+$/.test(name)) ? { ...handle, role: 'instance' } : undefined;
}

export function readQueryCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (handle.role) {
    case 'module':
      return link.name === 'transaction' ? readTransaction(link) : undefined;
    case 'transaction-function':
      return link.name === '' ? readTransaction(link) : undefined;
    case 'model':
      return readModelCall(handle, link, context);
    case 'instance':
    // What a relation leads to is one object or many, which its model says.
    case 'rows':
      return readInstanceCall(handle, link, context);
    default:
      return handle.draft ? readBuilderCall(handle, link, context) : undefined;
  }
}

/** `transaction(knex, async trx => …)`. Bound models, which it hands out for models, are left to themselves. */
function readTransaction({ args }: Link): LibraryCall | undefined {
  if (args.length !== 2 || args[1]?.value.kind !== 'function') return undefined;
  return { callbacks: [{ argument: 1, parameter: 0, handle: TRANSACTION }] };
}

function readModelCall(model: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  if (link.form === 'new') return { result: instanceOf(model) };
  switch (link.name) {
    case 'query':
      return begin(model, link, 0, newDraft('find-many', model.table, 'select from'), context);
    case 'relatedQuery': {
      // Of all rows that `for` names, in one query.
      const { relation: _, ...query } = related(link);
      return begin(model, link, 1, query, context);
    }
    case 'fetchGraph':
    case 'loadRelated':
      return begin(
        model,
        link,
        3,
        { ...partly(newDraft('find-many', model.table, 'select from')), label: link.name },
        context,
      );
    case 'fromJson':
    case 'fromDatabaseJson':
      return { result: instanceOf(model) };
    case 'bindKnex':
      return { result: model };
    case 'bindTransaction':
      return { result: { ...model, transaction: true } };
    case 'startTransaction':
      return { result: TRANSACTION };
    case 'transaction': {
      const argument = link.args.findIndex(({ value }) => value.kind === 'function');
      return { callbacks: [{ argument, parameter: 0, handle: TRANSACTION }] };
    }
    default:
      return undefined;
  }
}

function readInstanceCall(instance: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  switch (link.name) {
    case '$query':
      // Of the one row that the object is.
      return begin(instance, link, 0, partly(newDraft('find-unique', instance.table, 'select from')), context);
    case '$relatedQuery':
      return begin(instance, link, 1, related(link), context);
    case '$fetchGraph':
    case '$loadRelated':
      return begin(instance, link, 2, { ...related(link), label: link.name }, context);
    case '$clone':
    case '$set':
    case '$setJson':
      return { result: instance };
    default:
      return undefined;
  }
}

/** Which table a relation leads to, its model's `relationMappings` say. */
function related({ args }: Link): QueryShape {
  const draft = partly(newDraft('find-many', undefined, 'select'));
  const name = args[0]?.value;
  if (name?.kind !== 'literal' || typeof name.value !== 'string') return { ...draft, label: 'select related' };
  return { ...draft, relation: name.value, label: `select related ${name.value}` };
}

/** A query of a model may be given the transaction that it runs in. */
function begin(
  owner: HandleShape,
  { args }: Link,
  transactionAt: number,
  draft: QueryShape,
  context: CallContext,
): LibraryCall {
  const given = args[transactionAt];
  const transaction = owner.transaction || (given && context.handle(given.value)?.transaction);
  const { name = '', table } = owner;
  const alias = table?.name ?? name;
  const builder: Builder = { role: 'builder', name: alias, ...(transaction ? { transaction } : {}), draft };
  return awaiting(builder, owner, context);
}

/** The rows of a relation are objects of another model, of which no more is known. */
function awaiting(builder: Builder, model: HandleShape, context: CallContext): LibraryCall {
  const { draft } = builder;
  const one = draft.operation !== 'find-many' && draft.operation !== 'create-many';
  const rows = draft.operation === 'count' ? {} : { awaited: rowsOf(draft.table ? model : UNKNOWN, one) };
  return builds({ ...builder, ...(draft.table ? { table: draft.table } : {}) }, draft, context, rows);
}

const UNKNOWN: HandleShape = { role: 'model' };

/** Send what was built, by being calls of the promise that it is. */
const PROMISED: ReadonlySet<string> = new Set(['then', 'catch', 'finally', 'map', 'reduce', 'tap', 'return']);

function readBuilderCall(handle: HandleShape, link: Link, context: CallContext): LibraryCall | undefined {
  const draft = draftOf(handle, context);
  if (!draft || link.form !== 'call' || PROMISED.has(link.name)) return undefined;
  const next = nextModelBuilder({ ...handle, draft }, link, context);
  if (link.name === 'execute' || link.name === 'resultSize') return { query: sent(next.draft) };
  return awaiting(next, handle, context);
}
